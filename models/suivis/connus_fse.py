"""What is known already of the answers of a questionnaire: proposed, each with where it is read.

Nothing is proposed that would have to be guessed: a level that may be two, a « no » nobody said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.base.listing import as_text
from models.nomenclatures.valeur import resolved
from models.suivis.dossier_fse import DossierFse
from models.suivis.nouvelle import Rappel, nouvelles_of
from models.suivis.questions import questions_of
from models.suivis.situation import Moment, Portrait, situations_of
from models.suivis.suivi import Suivi


class Connu(NamedTuple):
    """One answer that is proposed, to be confirmed with the person."""

    reponse: str
    source: str

    @property
    def phrase(self) -> str:
        return f"D’après {self.source}\u00a0: à vérifier avec la personne."


_STATUTS = {
    "inscrit_france_travail": "demandeur_inscrit", "scolarise": "inactif_formation",
    "en_formation": "inactif_formation", "au_foyer": "inactif", "retraite": "inactif",
    "invalidite": "inactif",
}  # fmt: skip
_DIPLOMES = {
    "jamais_scolarise": "aucun", "avant_3e": "aucun", "cap_bep": "niveau_3", "bac": "niveau_4",
    "bac_2": "niveau_5", "bac_3_4": "niveau_6", "etranger": "etranger",
}  # fmt: skip
_FRANCE_TRAVAIL = {"suivi": "oui", "sans_contact": "oui", "radie": "non", "jamais": "non"}
_MISSION_LOCALE = {"suivi": "oui", "radie": "non", "jamais": "non"}
_SANS_LOGEMENT = dict.fromkeys(("sans_abri", "fortune", "hotel", "hebergement"), "oui")
_ENTREE = {  # question: the champ of the situation, and its answers in the words of the fund
    "statut": ("situation", _STATUTS),
    "diplome": ("niveau_formation", _DIPLOMES),
    "france_travail": ("france_travail", _FRANCE_TRAVAIL),
    "mission_locale": ("mission_locale", _MISSION_LOCALE),
    "sans_logement": ("logement", _SANS_LOGEMENT),
}
_SIX_MOIS = {
    "situation_six_mois": (
        "situation",
        {
            "inscrit_france_travail": "recherche_emploi", "scolarise": "autre_formation",
            "service_civique": "service_civique", "au_foyer": "inactif", "retraite": "inactif",
            "invalidite": "inactif",
        },
    ),
}  # fmt: skip
_SORTIES = {
    "cdi": "emploi_durable", "cdd_long": "emploi_durable", "creation_entreprise": "emploi_durable",
    "emploi_court": "emploi_court", "contrat_aide": "emploi_aide", "siae": "emploi_aide",
    "alternance": "alternance", "formation_qualifiante": "formation_qualifiante",
    "formation_prequalifiante": "autre_formation", "retour_scolarite": "autre_formation",
    "service_civique": "service_civique", "recherche_emploi": "recherche_emploi",
}  # fmt: skip
_MOTIFS = {
    "changement_accompagnement": "reorientation", "cej": "reorientation",
    "demande_personne": "abandon", "sans_nouvelles": "abandon", "non_respect": "exclusion",
    "demenagement": "demenagement", "deces": "deces",
}  # fmt: skip
_SAME_DAY = {
    "demandeur_inscrit": "recherche_emploi", "demandeur_non_inscrit": "recherche_emploi",
    "inactif_formation": "autre_formation", "inactif": "inactif",
}  # fmt: skip
_MINIMA = {"rsa": "rsa", "aah": "aah"}


def connus_of(dossier: DossierFse, moment: str) -> dict[str, Connu]:
    """What is proposed at a moment to the questions that have no answer yet, by question."""
    given = dossier.reponses.get(moment, {})
    asked = {one.code for one in questions_of(moment) if not one.is_read}
    found = {code: known for code, known in _found(dossier, moment) if known.reponse}
    return {code: known for code, known in found.items() if code in asked and code not in given}


def _found(dossier: DossierFse, moment: str) -> Iterator[tuple[str, Connu]]:
    if moment == "sortie":
        yield from _of_exit(dossier)
        return
    portrait = _portrait(dossier.suivi_id, Moment(moment))
    if portrait is not None:
        source = f"la situation notée le {as_text(portrait.situation.date)}"
        for code, answer in _of_portrait(portrait, moment):
            yield code, Connu(answer, source)
    if moment == "six_mois" and dossier.suivi_id:  # after: asked for the same, of herself
        yield from _of_news(dossier.suivi_id)
    if moment == "entree":  # after: what a file says is more certain, and stands
        for code, answer in dossier.propositions().items():
            yield code, Connu(answer, "son dossier")


def _portrait(suivi_id: str | None, moment: Moment) -> Portrait | None:
    found = situations_of(suivi_id) if suivi_id else []
    return next((one for one in found if one.moment is moment), None)


def _of_portrait(portrait: Portrait, moment: str) -> Iterator[tuple[str, str]]:
    read: Mapping[str, tuple[str, Mapping[str, str]]] = _ENTREE if moment == "entree" else _SIX_MOIS
    for code, (champ, words) in read.items():
        answers = _codes(portrait.known(champ))
        if len(answers) == 1:
            yield code, words.get(answers[0], "")
    if moment == "entree":
        yield "minima", _minima(_codes(portrait.known("ressources")))


def _minima(codes: Sequence[str]) -> str:
    """The ASS is told with another allowance: where that one is said, nothing is proposed."""
    if codes == ["aucune"]:
        return "aucun"
    if {"are_ass", "retraite", "autre"} & set(codes):
        return ""
    return " ".join(_MINIMA[code] for code in sorted(codes, reverse=True) if code in _MINIMA)


def _of_exit(dossier: DossierFse) -> Iterator[tuple[str, Connu]]:
    """What was said when her suivi ended; seen once, she leaves as she came."""
    if dossier.sortie == dossier.participant.entree_le:
        statut = dossier.reponses.get("entree", {}).get("statut", "")
        source = f"sa réponse à l’entrée, le {as_text(dossier.sortie)} aussi"
        yield "situation_sortie", Connu(_SAME_DAY.get(statut, ""), source)
    suivi: Any = Suivi.get_or_none(Suivi.id == dossier.suivi_id) if dossier.suivi_id else None
    motif = resolved(suivi.motif_sortie_id) if suivi is not None and suivi.clos_le else None
    if motif is None:
        return
    code = _codes([motif])[0]
    source = f"la sortie du suivi, le {as_text(suivi.clos_le)}"
    yield "motif_sortie", Connu(_MOTIFS.get(code, ""), source)
    yield "situation_sortie", Connu(_SORTIES.get(code, ""), source)


def _of_news(suivi_id: str) -> Iterator[tuple[str, Connu]]:
    """What she said she becomes; better since the exit is not yet better than at the entry."""
    for one in nouvelles_of(suivi_id):
        motif = resolved(one.situation_id) if one.jointe else None
        if one.moment == Rappel.SIX_MOIS and motif is not None:
            source = f"les nouvelles prises le {as_text(one.date)}"
            yield "situation_six_mois", Connu(_SORTIES.get(_codes([motif])[0], ""), source)
            return


def _codes(keys: Any) -> list[str]:
    """« situation.en_emploi »: en_emploi."""
    return sorted(str(key).partition(".")[2] for key in keys)
