"""What is shipped is whole, well written, and keeps its codes."""

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import resources

LISTS = resources.read_tomls("nomenclatures")
GOLDEN = Path(__file__).with_name("codes.txt")

CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")
MOT = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
SVG = "{http://www.w3.org/2000/svg}"

VALUE_KEYS = {
    "code": str, "libelle": str, "aide": str, "parent": str, "sensible": bool, "precision": bool,
    "courante": int, "minutes": int, "minimum": int, "maximum": int, "mois": int, "cite": str,
    "classe": str, "operateur": str, "reponse": str, "mots": list, "correspondances": dict,
}  # fmt: skip

# Whatever is asked about somebody can be left unsaid.
ABOUT_SOMEBODY = {
    "autonomie", "besoin_linguistique", "derniere_classe", "equipement", "inscription", "langue",
    "logement", "mobilite", "motif_desistement", "motif_sortie", "niveau_formation",
    "obligation_formation", "origine_contact", "preference_contact", "ressources", "scolarite",
    "sexe", "situation", "situation_familiale", "territoire", "tranche_age", "type_adresse",
    "type_menage",
}  # fmt: skip

LEVEL_1 = [
    "pap", "etr", "fam", "soc", "san", "emp", "for", "ret", "log",
    "mob", "arg", "jus", "num", "lan", "vie", "ass", "eco", "ren",
]  # fmt: skip


def codes(nomenclature: str) -> set[str]:
    return {value["code"] for value in LISTS[nomenclature]["valeur"]}


def values() -> list[tuple[str, dict[str, Any]]]:
    return [(name, value) for name, one in LISTS.items() for value in one["valeur"]]


def texts(content: Any, place: str = "") -> list[tuple[str, str]]:
    """Every text of a TOML document, with its place; codes and typed words apart."""
    if isinstance(content, str):
        return [(place, content)]
    if isinstance(content, list):
        return [t for i, one in enumerate(content) for t in texts(one, f"{place}[{i}]")]
    if isinstance(content, dict):
        kept = {k: v for k, v in content.items() if k not in ("mots", "correspondances")}
        return [t for k, one in kept.items() for t in texts(one, f"{place}.{k}")]
    return []


def misspelt(text: str) -> bool:
    """Whether a French text breaks the rules of typography that a program can see."""
    return bool(
        text != text.strip()
        or "'" in text
        or '"' in text
        or "..." in text
        or "  " in text
        or re.search(r"[^\u00a0\u202f(][;!?»]", text)
        or re.search(r"[^\u00a0\u202f\d]:", text)
        or re.search(r"«[^\u00a0\u202f]", text)
        or re.search(r"(^|[\s(])[AE](cole|tat|ducation|tud|tranger|nerg|ecout)", text)
    )


def test_the_rules_of_typography_see_what_they_must() -> None:
    wrong = ("l'heure", "Qui ?", "Non: oui", "« oui »", "Ecole", "un  deux", "fin...")
    right = ("l’heure", "Qui\u00a0?", "Non\u00a0: oui", "«\u00a0oui\u00a0»", "École", "10:30")
    assert [text for text in wrong if not misspelt(text)] == []
    assert [text for text in right if misspelt(text)] == []


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_named_after_its_file_and_explained(name: str) -> None:
    content = LISTS[name]
    assert set(content) == {"code", "libelle", "aide", "valeur"}
    assert content["code"] == name
    assert CODE.fullmatch(name)
    assert content["libelle"]
    assert content["aide"].endswith((".", "?"))
    assert content["valeur"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_value_has_a_code_of_its_own_and_a_label(name: str) -> None:
    content = LISTS[name]["valeur"]
    assert len(codes(name)) == len(content)
    shown = [(value.get("parent"), value["libelle"]) for value in content]
    assert len(set(shown)) == len(shown)
    for value in content:
        assert CODE.fullmatch(value["code"]), value
        assert value["libelle"].strip(), value
        assert {k: type(v) for k, v in value.items()} == {k: VALUE_KEYS[k] for k in value}


def test_texts_are_written_in_french_typography() -> None:
    wrong = [(f"{n}{place}", t) for n, c in LISTS.items() for place, t in texts(c) if misspelt(t)]
    assert wrong == []


def test_no_code_ever_changes_unnoticed() -> None:
    """A code is in the bases of the structures. Add yours to the golden file; take none out."""
    present = "".join(f"{name}.{value['code']}\n" for name, value in values())
    assert present == GOLDEN.read_text(encoding="utf-8")


def test_what_is_asked_about_somebody_may_be_left_unsaid() -> None:
    assert {name for name in LISTS if "nc" in codes(name)} == ABOUT_SOMEBODY
    last = {name: LISTS[name]["valeur"][-1] for name in ABOUT_SOMEBODY}
    assert {name: value["code"] for name, value in last.items()} == dict.fromkeys(last, "nc")
    labels = {value["libelle"] for value in last.values()}
    assert labels == {"Non communiqué", "Ne souhaite pas communiquer"}


def test_autre_opens_a_precision_where_it_says_too_little() -> None:
    others = [v for name, v in values() if v["code"].split(".")[-1] == "autre" and name != "sexe"]
    assert others
    assert [v for v in others if not v.get("precision")] == []


def test_a_parent_comes_before_its_children_in_the_same_list() -> None:
    for name, content in LISTS.items():
        seen: set[str] = set()
        for value in content["valeur"]:
            parent = value.get("parent")
            assert (parent in seen) if parent else True, (name, value)
            assert value["code"].rpartition(".")[0] == (parent or ""), (name, value)
            seen.add(value["code"])


def test_references_between_lists_hold() -> None:
    for name, value in values():
        assert value.get("operateur", "autre") in codes("operateur"), value
        assert value.get("reponse", "aucune") in codes("reponse"), value
        assert value.get("classe", "autre_sortie") in codes("classe_sortie"), value
        assert "classe" not in value or name == "motif_sortie"
    assert all("classe" in value for value in LISTS["motif_sortie"]["valeur"])


def test_typed_words_are_as_hasty_hands_type_them() -> None:
    for _, value in values():
        mots = value.get("mots", [])
        assert len(set(mots)) == len(mots), value
        assert [mot for mot in mots if not MOT.fullmatch(mot)] == [], value


def test_the_thematiques_are_those_of_the_bilans_and_are_all_furnished() -> None:
    content = LISTS["thematique"]["valeur"]
    assert [v["code"] for v in content if "parent" not in v] == LEVEL_1
    for heading in LEVEL_1:
        children = [v for v in content if v.get("parent") == heading]
        assert len(children) >= 5, heading
        assert children[-1]["code"] == f"{heading}.autre"
        untold = {v["code"] for v in children if "reponse" not in v}
        assert untold <= {"ren.non_precisee"}, heading


def test_a_new_desk_starts_with_nine_common_demandes() -> None:
    ranks = [v["courante"] for v in LISTS["thematique"]["valeur"] if "courante" in v]
    assert sorted(ranks) == list(range(1, 10))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("attest caf", "soc.attestation_caf"), ("cni", "pap.carte_identite"),
        ("vitale", "san.carte_vitale"), ("pole emploi", "emp.inscription_france_travail"),
        ("photocopie", "ren.photocopie"), ("mdp", "num.mot_de_passe"), ("hlm", "log.demande_hlm"),
        ("actu", "emp.actualisation"), ("titre de sejour", "etr.titre_sejour"),
        ("ants", "mob.carte_grise"), ("voir as", "soc.aide_sociale"),
    ],
)  # fmt: skip
def test_what_a_desk_types_finds_its_demande(typed: str, code: str) -> None:
    found = {v["code"] for v in LISTS["thematique"]["valeur"] if typed in v.get("mots", ())}
    assert code in found


@pytest.mark.parametrize("name", ["tranche_age", "tranche_duree"])
def test_bands_follow_one_another_without_gap(name: str) -> None:
    bands = [v for v in LISTS[name]["valeur"] if v["code"] != "nc"]
    assert bands[0]["minimum"] == 0
    assert "maximum" not in bands[-1]
    for one, following in pairwise(bands):
        assert one["maximum"] + 1 == following["minimum"]


def test_durations_are_codes_of_minutes() -> None:
    durations = [v for v in LISTS["duree"]["valeur"] if v["code"] != "autre"]
    assert durations
    assert all(v["code"] == str(v["minutes"]) for v in durations)


def test_the_types_that_reveal_something_are_marked() -> None:
    marked = {v["code"] for v in LISTS["type_prescripteur"]["valeur"] if v.get("sensible")}
    assert marked == {"ase", "pjj", "spip", "prevention", "csapa_caarud", "cidff"}
    freins = LISTS["frein"]["valeur"]
    assert {v["code"].split(".")[0] for v in freins if v.get("sensible")} == {"justice"}


def test_freins_and_objectifs_share_their_themes() -> None:
    themes = [
        [(v["code"], v["libelle"]) for v in LISTS[name]["valeur"] if "parent" not in v]
        for name in ("frein", "objectif")
    ]
    assert themes[0] == themes[1]
    assert len(themes[0]) == 12


GENRES = {
    "age": {"min", "max", "max_exception", "date_de_reference", "message_exception"},
    "territoire": {"quartiers", "quartiers_exception", "message_exception"},
    "scolarite": {"nomenclature", "valeurs"},
    "orientation": {"nomenclature", "valeurs", "dispense_de"},
}
JUDGED_BY_HAND = {"code", "genre", "libelle", "message_inconnu"}
OF_ALL = {"code", "genre", "libelle", "exception", "message", "message_inconnu"}


@pytest.mark.parametrize("name", resources.names("dispositifs", ".toml"))
def test_a_dispositif_speaks_the_closed_vocabulary(name: str) -> None:
    content = resources.read_toml(f"dispositifs/{name}")
    assert content["code"] == name.removesuffix(".toml")
    assert [(place, t) for place, t in texts(content) if misspelt(t)] == []
    criteres = {critere["code"]: critere for critere in content["critere"]}
    assert len(criteres) == len(content["critere"])
    for critere in criteres.values():
        if critere["genre"] == "declaratif":
            assert set(critere) == JUDGED_BY_HAND
            continue
        assert set(critere) == OF_ALL | GENRES[critere["genre"]]
        if "nomenclature" in critere:
            assert set(critere["valeurs"]) <= codes(critere["nomenclature"])
        assert set(critere.get("dispense_de", ())) <= set(criteres)
    assert {phase["code"] for phase in content["phase"]} <= codes("phase")
    payers = {one["code"] for one in resources.read_toml("financeurs.toml")["financeur"]}
    assert set(content["financeurs"]) <= payers


def test_the_shipped_dispositifs_are_the_five_agreed() -> None:
    shipped = resources.read_tomls("dispositifs")
    assert sorted(shipped, key=lambda name: shipped[name]["ordre"]) == [
        "ateliers_citoyens",
        "jeunes_en_rupture",
        "reperage_invisibles",
        "acces_droits",
        "chantier_bourse",
    ]
    assert len(shipped["reperage_invisibles"]["phase"]) == 3
    assert shipped["chantier_bourse"]["heures_cible"] == 50
    for content in shipped.values():
        shared = [phase for phase in content["phase"] if phase.get("partagee")]
        assert all(phase["optionnelle"] and phase["condition"] for phase in shared)
        assert [one["code"] for one in content["accord"]] == ["lecture", "echange", "recontact"]


def test_the_funders_are_written_as_they_are_read() -> None:
    content = resources.read_toml("financeurs.toml")["financeur"]
    assert len({one["code"] for one in content}) == len(content)
    assert [(place, t) for one in content for place, t in texts(one) if misspelt(t)] == []


def test_the_questions_of_the_fund_hold_together() -> None:
    content = resources.read_toml("fse/questionnaires.toml")
    asked = {one["code"]: one for one in content["question"]}
    assert len(asked) == len(content["question"])
    assert [(place, t) for place, t in texts(content) if misspelt(t)] == []
    moments = {one["code"] for one in content["moment"]}
    for question in asked.values():
        assert question["moment"] in moments
        codes_of = [one["code"] for one in question.get("reponses", ())]
        assert len(set(codes_of)) == len(codes_of)
        assert bool(codes_of) == question["genre"].startswith("choix")
        if si := question.get("si"):
            other = asked[si["question"]]
            assert other["moment"] == question["moment"]
            assert list(asked).index(other["code"]) < list(asked).index(question["code"])
            known = {one["code"] for one in other["reponses"]}
            assert set(si.get("reponses", ())) | set(si.get("sauf", ())) <= known
    sensitive = ("handicap", "ne_etranger", "parent_etranger", "minorite", "sans_logement")
    assert all(asked[code]["nsp"] for code in (*sensitive, "sexe", "nationalite"))


def test_the_columns_of_the_fund_hold_known_things() -> None:
    from models.suivis.colonne_export import champs

    columns = resources.read_toml("fse/colonnes.toml")["colonne"]
    assert {one["champ"] for one in columns} <= set(champs())
    assert len({one["entete"] for one in columns}) == len(columns)


def test_the_reference_dispositif_is_the_one_agreed() -> None:
    content = resources.read_toml("dispositifs/ateliers_citoyens.toml")
    assert (content["places"], content["sessions_par_an"]) == (6, 2)
    age = content["critere"][0]
    assert (age["min"], age["max"], age["max_exception"]) == (16, 20, 22)
    phases = [(p["mois"], p.get("optionnelle", False)) for p in content["phase"]]
    assert phases == [(3, False), (10, False), (2, True)]
    assert [accord["code"] for accord in content["accord"]] == ["lecture", "echange", "recontact"]
    assert len(content["comite"]) == 6


@pytest.mark.parametrize("name", resources.names("icons", ".svg"))
def test_an_icon_is_a_drawing_of_the_text_colour(name: str) -> None:
    text = resources.read_text(f"icons/{name}")
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert len(root) > 0
    assert "<!--" not in text
    assert "<script" not in text
    if name == "application.svg":
        return
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert {e.get("stroke") for e in root.iter() if e is not root} == {None}
    assert {e.get("fill") for e in root.iter()} <= {"none", "currentColor", None}


def test_the_licences_of_what_others_made_are_there() -> None:
    assert resources.read_text("icons/LICENSE").startswith("ISC License")
    assert "Licence Ouverte" in resources.read_text("communes_licence.txt")


def test_the_mark_of_the_application_has_its_sizes() -> None:
    for side in (48, 128, 256):
        png = resources.read_bytes(f"icons/application-{side}.png")
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (side, side)


@pytest.fixture(scope="module")
def communes() -> list[dict[str, str]]:
    text = gzip.decompress(resources.read_bytes("communes.csv.gz")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_commune_is_there_and_the_old_ones(communes: list[dict[str, str]]) -> None:
    present = {c["code"]: c for c in communes if not c["actuelle"]}
    assert len(present) > 34_900
    assert present["87085"]["nom"] == "Limoges"
    assert present["87085"]["codes_postaux"].split() == ["87000", "87100", "87280"]
    assert present["87085"]["departement"] == "87"
    old = [c for c in communes if c["actuelle"]]
    assert len(old) > 2_500
    assert {c["actuelle"] for c in old} <= set(present)


def test_communes_are_written_as_the_rest(communes: list[dict[str, str]]) -> None:
    assert all(re.fullmatch(r"\d[\dAB]\d{3}", c["code"]) for c in communes)
    postal = {code for c in communes for code in c["codes_postaux"].split()}
    assert [code for code in postal if not re.fullmatch(r"\d{5}", code)] == []
    assert [c["nom"] for c in communes if "'" in c["nom"] or not c["nom"].strip()] == []


def test_common_passwords_are_lower_case_and_told_once() -> None:
    words = resources.read_text("mots_de_passe_courants.txt").splitlines()
    assert words == sorted(set(words))
    assert [word for word in words if word != word.lower() or " " in word or not word] == []
    assert {"azerty123", "motdepasse", "centresocial", "password"} <= set(words)
    assert len(words) >= 300


@pytest.mark.parametrize("name", ["../main.py", "/etc/hostname", "icons/../../main.py", ""])
def test_a_name_never_leads_out_of_the_package(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        resources.read_bytes(name)


def test_a_missing_file_is_said_missing() -> None:
    with pytest.raises(FileNotFoundError):
        resources.read_text("nomenclatures/absente.toml")
