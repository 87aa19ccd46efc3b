"""The form of a fiche: what the accueil may write, then what goes under the notes key."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from models.nomenclatures.structure import structures
from models.nomenclatures.valeur import choices, labels
from models.prescriptions.contenu import FreinContenu, Protege, SituationContenu
from models.prescriptions.prescription import Prescription
from models.suivis.dispositif import open_sessions
from ui.kit.editors import Kind
from ui.kit.form import Group, Input

SITUATION: tuple[tuple[str, str, str], ...] = (
    ("scolarite", "Dernière classe", "derniere_classe"),
    ("sortie_ecole", "A quitté l’école en", ""),
    ("niveau", "Niveau atteint", "niveau_formation"),
    ("obligation_formation", "Obligation de formation (16-18 ans)", "obligation_formation"),
    ("mission_locale", "Mission locale", "inscription"),
    ("france_travail", "France Travail", "inscription"),
    ("logement", "Logement", "logement"),
    ("mobilite", "Mobilité", "mobilite"),
    ("ressources", "Ressources", "ressources"),
    ("langues", "Langues", ""),
)


def groups(prescription: Prescription, *, minor: bool, whole: bool) -> list[Group]:
    """The cards of the form; `whole` with those that the notes key protects."""
    shown = [_dispositif(prescription), _prescripteur()]
    if minor:
        shown.append(_representant())
    shown.append(_conditions())
    return [*shown, *_protected()] if whole else shown


def values_of(prescription: Prescription) -> dict[str, Any]:
    """What the open half of the form shows."""
    structure = prescription.prescripteur_structure
    named = {name: getattr(prescription, name) for name in OPEN}
    links = ("session", "type_prescripteur", "territoire", "scolarite_fiche")
    keys = ("session_id", "type_prescripteur_id", "territoire_id", "scolarite_id")
    return {
        **named,
        **{link: getattr(prescription, key) for link, key in zip(links, keys, strict=True)},
        "prescripteur_structure": structure.nom if structure else "",
    }


OPEN = (
    "date_demande",
    "prescripteur_nom",
    "prescripteur_fonction",
    "prescripteur_telephone",
    "prescripteur_courriel",
    "connait_depuis",
    "representant_nom",
    "representant_qualite",
    "representant_telephone",
    "disponibilites",
    "documents",
)


def open_values(values: dict[str, Any]) -> dict[str, Any]:
    """The part of the form's values that `save_prescription` takes."""
    names = (*OPEN, "session", "type_prescripteur", "territoire", "prescripteur_structure")
    kept = {name: values[name] for name in names if name in values}
    return {**kept, "scolarite": values["scolarite_fiche"]}


def protege_values(protege: Protege) -> dict[str, Any]:
    """What the protected half of the form shows."""
    known = dict(_freins_by_label())
    situation = protege.situation
    return {
        "motif": protege.motif,
        "points_appui": protege.points_appui,
        "projet": protege.projet,
        "expression": protege.expression,
        "freins": [known[f.label] for f in protege.freins if f.label in known],
        "freins_autres": " ; ".join(f.label for f in protege.freins if f.label not in known),
        "experiences": situation.experiences,
        **{name: getattr(situation, name) for name, _, _ in SITUATION},
    }


def protege_of(values: dict[str, Any]) -> Protege:
    """The protected half as the form says it."""
    named = labels(values["freins"])
    others = [part.strip() for part in values["freins_autres"].split(";") if part.strip()]
    freins = [named[key] for key in values["freins"] if key in named]
    return Protege(
        motif=values["motif"],
        situation=SituationContenu(
            experiences=values["experiences"],
            **{name: values[name] or "" for name, _, _ in SITUATION},
        ),
        freins=tuple(FreinContenu(label) for label in (*freins, *others)),
        points_appui=values["points_appui"],
        projet=values["projet"],
        expression=values["expression"],
    )


def _dispositif(prescription: Prescription) -> Group:
    return Group(
        "Pour quelle session",
        [
            Input(
                Prescription.session,
                options=lambda: _sessions(prescription),
                help="Laissez vide si elle n’est pas encore fixée.",
            ),
            Prescription.date_demande,
        ],
    )


def _prescripteur() -> Group:
    return Group(
        "Qui propose",
        [
            Input(
                name="prescripteur_structure",
                label="Structure",
                hint=_known_structures(),
            ),
            Input(Prescription.type_prescripteur, options=_list("type_prescripteur")),
            Prescription.prescripteur_nom,
            Prescription.prescripteur_fonction,
            Input(Prescription.prescripteur_telephone, kind=Kind.TELEPHONE),
            Input(Prescription.prescripteur_courriel, kind=Kind.COURRIEL),
        ],
        optional=[Prescription.connait_depuis],
    )


def _representant() -> Group:
    return Group(
        "Représentant légal",
        [
            Prescription.representant_nom,
            Input(
                Prescription.representant_qualite,
                kind=Kind.CHOICE,
                options=_labelled("qualite_representant"),
            ),
            Input(Prescription.representant_telephone, kind=Kind.TELEPHONE),
        ],
    )


def _conditions() -> Group:
    return Group(
        "Conditions et pratique",
        [
            Input(Prescription.territoire, options=_list("territoire")),
            Input(
                Prescription.scolarite,
                name="scolarite_fiche",
                options=_list("scolarite"),
            ),
            Input(Prescription.disponibilites, wide=True),
        ],
        optional=[Input(Prescription.documents, kind=Kind.LINES, wide=True)],
    )


def _protected() -> list[Group]:
    return [
        Group("Pourquoi cette proposition", [_text("motif", "Motif du prescripteur", 3)]),
        Group(
            "Sa situation",
            [_situation(*entry) for entry in SITUATION[:4]],
            optional=[
                *[_situation(*entry) for entry in SITUATION[4:]],
                _text("experiences", "Expériences (stages, emplois, bénévolat)", 2),
            ],
        ),
        Group(
            "Ce qui freine, ce qui aide",
            [
                Input(
                    name="freins",
                    label="Freins à lever",
                    kind=Kind.CHOICES,
                    options=_themes,
                    wide=True,
                    help="Ce qui gêne le projet, dit par son effet ; jamais un diagnostic.",
                ),
                Input(
                    name="freins_autres",
                    label="Précisions",
                    wide=True,
                    help="Séparez-les par un point-virgule.",
                ),
                _text("points_appui", "Points d’appui", 2),
            ],
        ),
        Group(
            "Son projet, ses mots",
            [
                _text("projet", "Projet, envies", 3),
                _text(
                    "expression",
                    "Ce que la personne veut dire au comité",
                    5,
                    "Avec ses mots, écrits par elle ou sous sa dictée.",
                ),
            ],
        ),
    ]


def _situation(name: str, label: str, nomenclature: str) -> Input:
    if not nomenclature:
        return Input(name=name, label=label)
    return Input(name=name, label=label, kind=Kind.CHOICE, options=_labelled(nomenclature))


def _text(name: str, label: str, lines: int, help_text: str = "") -> Input:
    return Input(name=name, label=label, kind=Kind.LINES, lines=lines, wide=True, help=help_text)


def _list(nomenclature: str) -> Callable[[], Sequence[tuple[str, str]]]:
    return lambda: choices(nomenclature)


def _labelled(nomenclature: str) -> Callable[[], Sequence[tuple[str, str]]]:
    """The labels of a list, which are what the paper keeps."""
    return lambda: [(label, label) for _, label in choices(nomenclature)]


def _themes() -> list[tuple[str, str]]:
    """The themes of freins: on a first fiche the theme is enough, its words come beside."""
    return [(key, label) for key, label in choices("frein") if key.count(".") == 1]


def _freins_by_label() -> list[tuple[str, str]]:
    return [(label, key) for key, label in _themes()]


def _sessions(prescription: Prescription) -> list[tuple[str, str]]:
    day: dt.date = prescription.date_demande
    found = open_sessions(prescription.dispositif_id, day)
    return [(s.id, f"{s.intitule} — à partir du {s.debut:%d/%m/%Y}") for s in found]


def _known_structures() -> str:
    names = [structure.nom for structure in structures()]
    return f"Par exemple {names[0]}" if names else ""
