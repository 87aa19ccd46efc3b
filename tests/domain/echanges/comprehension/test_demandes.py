"""From the desk's words to codes: demandes, réponses, orientations; each code is in its list."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.echanges.comprehension.quartiers import same_quartiers
from models.echanges.comprehension.reponses import (
    read_accueillant,
    read_mode,
    read_observation,
    read_orientation,
    read_reponse,
    read_resultat,
)
from models.echanges.comprehension.thematiques import read_demandes, read_themes, with_theme
from models.echanges.comprehension.valeurs.ages import TRANCHES
from resources import read_toml


def codes(text: str) -> list[str]:
    return [demande.detail or demande.thematique for demande in read_demandes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CAF décla trim", ["soc.declaration_trimestrielle"]),
        ("CAF attestation à imprimer", ["soc.attestation_caf"]),
        ("imprimer attestation CAF", ["soc.attestation_caf"]),
        ("changement situation CAF", ["soc.changement_situation"]),
        ("mdp CAF perdu", ["num.mot_de_passe"]),
        ("logement social demande HLM", ["log.demande_hlm"]),
        ("logement", ["log"]),
        ("Ameli - carte vitale", ["san.carte_vitale"]),
        ("titre de séjour rdv préf", ["etr.titre_sejour"]),
        ("passeport / CNI", ["pap.carte_identite"]),
        ("CV + lettre motiv", ["emp.cv", "emp.lettre"]),
        ("lettre de motivation et CV", ["emp.lettre", "emp.cv"]),
        ("logement + courrier EDF", ["log", "log.facture_energie"]),
        ("CAF + logement + impots", ["soc", "log", "arg.declaration_impots"]),
        ("service civique / ateliers citoyens ?", ["for.service_civique", "for.dispositif"]),
        ("1) RSA 2) APL", ["soc.rsa", "log.apl"]),
        ("permis aide", ["mob.aide_permis"]),
        ("a besoin de parler", ["eco.besoin_parler"]),
        ("voir AS", ["soc.aide_sociale"]),
        ("photocopies", ["ren.photocopie"]),
        ("photocopie carte identité", ["pap.carte_identite"]),
        ("courrier à expliquer", ["lan.lire_courrier"]),
        ("renseignement", ["ren.renseignement"]),
        ("Recherche d'emploi", ["emp.offres"]),
        ("rdv mission locale", ["for.mission_locale"]),
        ("dossier surendettement", ["arg.surendettement"]),
        ("inscription à l'école", ["fam.inscription_scolaire"]),
        ("zorglub", []),
        ("-", []),
        ("", []),
    ],
)
def test_what_is_asked(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "body"),
    [("mdp CAF perdu", "caf"), ("APL simulation", "caf"), ("CSS dossier", "cpam"),
     ("courrier EDF", "energie"),
     ("rdv préf", "france_titres"), ("photocopies", None), ("attestation pôle emploi",
     "france_travail")],
)  # fmt: skip
def test_the_body_concerned(text: str, body: str | None) -> None:
    assert read_demandes(text)[0].operateur == body


def test_words_that_no_rule_knows_stay_with_the_demande() -> None:
    (demande,) = read_demandes("zorglub + RSA")
    assert demande.texte == "zorglub + RSA"
    assert [d.texte for d in read_demandes("RSA + zorglub + CV")] == ["RSA + zorglub", "CV"]


def test_headings_chosen_in_a_list() -> None:
    assert [d.thematique for d in read_themes("Emploi / Formation")] == ["for"]
    assert [d.thematique for d in read_themes("Santé, Logement")] == ["san", "log"]
    assert [d.detail for d in with_theme("Logement", "impayé de loyer")] == ["log.impaye_loyer"]
    (told,) = with_theme("Santé", "zorglub")
    assert (told.thematique, told.texte) == ("san", "zorglub")


@pytest.mark.parametrize(
    ("text", "answers", "result", "whither", "whole"),
    [
        ("fait", (), "reglee", None, True),
        ("fait avec la personne", ("demarche_avec",), "reglee", None, True),
        ("imprimé", ("impression",), None, None, True),
        ("doit revenir avec pièces", (), "attente_pieces", None, True),
        ("orienté AS MDD", ("orientation",), None, "service_social", True),
        ("tel CAF", ("mediation",), None, None, True),
        ("rdv point justice", ("prise_rendez_vous",), None, "acces_droit", True),
        ("orienté France services", ("orientation",), None, "france_services", True),
        ("dossier rempli + imprimé", ("aide_formulaire", "impression"), None, None, True),
        ("fait, prévenir sa sœur Lucie", (), "reglee", None, False),
        ("-", (), None, None, True),
    ],
)
def test_what_was_answered(
    text: str, answers: tuple[str, ...], result: str | None, whither: str | None, whole: bool
) -> None:
    assert tuple(read_reponse(text)) == (answers, result, whither, whole)


def test_columns_that_say_one_thing() -> None:
    assert read_orientation("CCAS").orientation == "service_social"
    assert read_orientation("non") == read_orientation("")
    assert read_orientation("chez Lucie").entier is False
    assert read_resultat("non").resultat == "en_cours"
    assert read_resultat("oui").resultat == "reglee"
    assert [read_mode(t) for t in ("tel", "Sur place", "sur RDV", "mail", "?")] == [
        "telephone", "passage_spontane", "passage_rendez_vous", "courriel", None
    ]  # fmt: skip


def test_remarks() -> None:
    assert read_observation("par téléphone").mode == "telephone"
    assert read_observation("ne lit pas le français").criteres == ("difficulte_francais",)
    assert not read_observation("avec enfant").entier
    assert read_observation("rappeler sa fille au tel fixe").mode is None
    both = read_observation("tel, ne parle pas français")
    assert (both.mode, both.criteres, both.entier) == ("telephone", ("difficulte_francais",), True)


def test_who_received() -> None:
    found = [read_accueillant(t) for t in ("secr.", "Secrétariat", "SC 1", "bénévole", "Lucie", "")]
    assert [(a.libelle, a.genre) if a else None for a in found] == [
        ("Secrétariat", "salarie"), ("Secrétariat", "salarie"), ("SC 1", "service_civique"),
        ("Bénévole", "benevole"), ("Lucie", None), None,
    ]  # fmt: skip


def test_spellings_of_a_quartier() -> None:
    found = same_quartiers(
        {"Val de l'Aurence Nord": 5, "Val Aurence N": 9, "VAL DE L'AURENCE SUD": 4,
        "Aurence Sud": 3,
         "Aurence": 2, "Landouge": 1, "hors quartier": 1}
    )  # fmt: skip
    assert found["Val Aurence N"] == "Val de l'Aurence Nord"
    assert found["Aurence Sud"] == found["VAL DE L'AURENCE SUD"]
    assert found["Aurence"] == "Aurence"
    assert found["Landouge"] == "Landouge"


def known(name: str) -> set[str]:
    return {value["code"] for value in read_toml(f"nomenclatures/{name}.toml")["valeur"]}


RULES: dict[str, Any] = read_toml("import/demandes.toml")
ANSWERS: dict[str, Any] = read_toml("import/reponses.toml")
COLUMNS: dict[str, Any] = read_toml("import/colonnes.toml")


@pytest.mark.parametrize(
    ("liste", "used"),
    [
        ("thematique", {rule["code"] for rule in RULES["regle"]} | {"ren.non_precisee",
        "ren.renseignement"}),
        ("operateur", set(RULES["operateurs"])),
        ("reponse", set(ANSWERS["reponse"])),
        ("resultat", set(ANSWERS["resultat"])),
        ("orientation", set(ANSWERS["orientation"])),
        ("mode_contact", set(ANSWERS["mode_contact"]) | set(ANSWERS["mode_dans_observations"])),
        ("critere_public",
        {*ANSWERS["critere_public"], *COLUMNS["critere_coche"], *COLUMNS["critere_nie"]}),
        ("statut_accueillant", set(ANSWERS["statut_accueillant"])),
        ("tranche_age", {code for code, _first, _last in TRANCHES}),
        ("sexe", {"femme", "homme", "autre"}),
        ("identification", {"identifiee", "anonyme", "non_identifiee", "groupe"}),
        ("precision_naissance", {"jour", "mois", "annee", "estimee", "inconnue"}),
    ],
)  # fmt: skip
def test_every_code_of_the_rules_is_in_its_list(liste: str, used: set[str]) -> None:
    assert used - known(liste) == set()


def test_rules_are_folded_and_every_answer_can_be_given() -> None:
    from models.base.search import fold

    tables = [ANSWERS[name] for name in ANSWERS if name != "accueillants"]
    phrases = [p for table in tables for texts in table.values() for p in texts]
    phrases += [p for rule in RULES["regle"] for p in rule["phrases"]]
    phrases += [t for table in COLUMNS.values() if "titres" in table for t in table["titres"]]
    assert [p for p in phrases if fold(p.replace("*", "")) != p.replace("*", "").strip()] == []
    assert known("reponse") == set(ANSWERS["reponse"])
    assert known("orientation") - {"autre"} == set(ANSWERS["orientation"])


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(["logement", "maladie", "retraite", "papiers"]))
def test_no_slip_of_the_pen_stops_the_reading(text: str, word: str) -> None:
    read_demandes(word[:4] + text + word[4:])
    read_demandes(word + word[-1])


@pytest.mark.parametrize(
    ("text", "code"),
    [("lojement", "log"), ("surendetement", "arg.surendettement"), ("retraitre", "ret"),
     ("vaccination", "san"), ("rdv medcin", "san.medecin"), ("zorglub", None), ("maison", None),
     ("mettre", None), ("manque", None), ("parent", None), ("double", None),
     ("comité", None), ("Justine", None)],
)  # fmt: skip
def test_one_letter_wrong_is_understood_when_nothing_else_is(text: str, code: str | None) -> None:
    found = [demande.detail or demande.thematique for demande in read_demandes(text)]
    assert "".join(found[:1]).startswith(code or "")
    assert bool(found) == bool(code)
