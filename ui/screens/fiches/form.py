"""The form of a fiche: what the accueil may write, then what goes under the notes key."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from models.base import telephone
from models.nomenclatures.valeur import choices, label
from models.prescriptions.contenu import ExceptionContenu, FreinContenu, Protege, SituationContenu
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


def groups(prescription: Prescription, protege: Protege | None) -> list[Group]:
    """The cards of the form; with `protege`, those that the notes key protects too."""
    shown = [_dispositif(prescription), _prescripteur(prescription)]
    if may_be_minor(prescription):
        shown.append(_representant(prescription))
    shown += [_conditions(prescription, protege), _pratique()]
    return shown if protege is None else [*shown, *_protected(protege)]


def count_before_criteres(prescription: Prescription) -> int:
    """How many cards come before the criteria, which judge the last of them."""
    return 4 if may_be_minor(prescription) else 3


def may_be_minor(prescription: Prescription) -> bool:
    """Whether a representative may have to sign: while nobody knows the birth date, too."""
    personne = prescription.personne
    unknown = personne.date_naissance is None
    return bool(unknown or personne.is_minor_at(prescription.date_demande))


def values_of(prescription: Prescription) -> dict[str, Any]:
    """What the open half of the form shows."""
    structure = prescription.prescripteur_structure
    named = {name: getattr(prescription, name) for name in OPEN}
    links = ("session", "type_prescripteur", "territoire")
    return {
        **named,
        **{link: getattr(prescription, f"{link}_id") for link in links},
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
    if "representant_qualite" in kept:
        kept["representant_qualite"] = kept["representant_qualite"] or ""  # a text, not a link
    return kept


def protege_values(protege: Protege) -> dict[str, Any]:
    """What the protected half of the form shows."""
    known = themes()
    situation = protege.situation
    return {
        "motif": protege.motif,
        "scolarite_fiche": protege.scolarite or None,
        "points_appui": protege.points_appui,
        "projet": protege.projet,
        "expression": protege.expression,
        "freins": [f.label for f in protege.freins if f.label in known],
        "freins_autres": " ; ".join(_frein(f) for f in protege.freins if f.label not in known),
        "experiences": situation.experiences,
        **{name: getattr(situation, name) for name, _, _ in SITUATION},
    }


def protege_of(values: dict[str, Any], motives: Mapping[str, str]) -> Protege:
    """The protected half as the form says it, with the motives of exceptions."""
    others = [part.strip() for part in values["freins_autres"].split(";") if part.strip()]
    return Protege(
        motif=values["motif"],
        scolarite=values["scolarite_fiche"] or "",
        exceptions=tuple(ExceptionContenu(*one) for one in motives.items()),
        situation=SituationContenu(
            experiences=values["experiences"],
            **{name: values[name] or "" for name, _, _ in SITUATION},
        ),
        freins=tuple(FreinContenu(label) for label in (*values["freins"], *others)),
        points_appui=values["points_appui"],
        projet=values["projet"],
        expression=values["expression"],
    )


def themes() -> list[str]:
    """The themes of freins: on a first fiche the theme is enough, its words come beside."""
    return [label for key, label in choices("frein") if key.count(".") == 1]


def _dispositif(prescription: Prescription) -> Group:
    return Group(
        "Pour quelle session",
        [
            Input(
                Prescription.session,
                options=_sessions(prescription),
                wide=True,
                help="Laissez vide si elle n’est pas encore fixée.",
            ),
            Prescription.date_demande,
        ],
    )


def _prescripteur(prescription: Prescription) -> Group:
    return Group(
        "Qui propose",
        [
            Input(name="prescripteur_structure", label="Structure", wide=True),
            Input(
                Prescription.type_prescripteur,
                options=_list("type_prescripteur", prescription.type_prescripteur_id),
                wide=True,
            ),
            Prescription.prescripteur_nom,
            Prescription.prescripteur_fonction,
            _telephone(Prescription.prescripteur_telephone),
            Input(Prescription.prescripteur_courriel, kind=Kind.COURRIEL),
        ],
        optional=[Prescription.connait_depuis],
    )


def _representant(prescription: Prescription) -> Group:
    return Group(
        "Représentant légal",
        [
            Input(Prescription.representant_nom, label="Nom du représentant"),
            Input(
                Prescription.representant_qualite,
                kind=Kind.CHOICE,
                options=_labelled("qualite_representant", prescription.representant_qualite),
            ),
            _telephone(Prescription.representant_telephone),
        ],
    )


def _conditions(prescription: Prescription, protege: Protege | None) -> Group:
    """What the criteria judge; the scolarité is of the protected half."""
    territoire = Input(
        Prescription.territoire,
        options=_list("territoire", prescription.territoire_id),
        wide=True,
    )
    if protege is None:
        return Group("Habitat", [territoire])
    scolarite = Input(
        name="scolarite_fiche",
        label="Scolarité",
        kind=Kind.CHOICE,
        options=_list("scolarite", protege.scolarite or None),
        wide=True,
    )
    return Group("Habitat et scolarité", [territoire, scolarite])


def _pratique() -> Group:
    documents = Input(Prescription.documents, kind=Kind.LINES, wide=True, lines=3)
    return Group("En pratique", [Input(Prescription.disponibilites, wide=True), documents])


def _protected(protege: Protege) -> list[Group]:
    situation = [_situation(protege.situation, *entry) for entry in SITUATION]
    experiences = _text("experiences", "Expériences (stages, emplois, bénévolat)", 2)
    return [
        Group("Pourquoi cette proposition", [_text("motif", "Motif du prescripteur", 3)]),
        Group("Sa situation", situation[:4], optional=[*situation[4:], experiences]),
        Group(
            "Ce qui freine, ce qui aide",
            [
                Input(
                    name="freins",
                    label="Freins à lever",
                    kind=Kind.CHOICES,
                    options=[(label, label) for label in themes()],
                    wide=True,
                    help="Ce qui gêne le projet, dit par son effet\u00a0; jamais un diagnostic.",
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


def _situation(stored: SituationContenu, name: str, label: str, nomenclature: str) -> Input:
    if not nomenclature:
        return Input(name=name, label=label)
    options = _labelled(nomenclature, getattr(stored, name))
    return Input(name=name, label=label, kind=Kind.CHOICE, options=options)


def _text(name: str, label: str, lines: int, help_text: str = "") -> Input:
    return Input(name=name, label=label, kind=Kind.LINES, lines=lines, wide=True, help=help_text)


def _telephone(column: Any) -> Input:
    return Input(column, kind=Kind.TELEPHONE, show=telephone.shown)


def _list(nomenclature: str, kept: str | None) -> list[tuple[str, str]]:
    """The values of a list, with the one that the fiche has even if it is proposed no more."""
    proposed = choices(nomenclature)
    if kept is None or kept in dict(proposed):
        return proposed
    return [*proposed, (kept, label(kept))]


def _labelled(nomenclature: str, kept: str) -> list[tuple[str, str]]:
    """The labels of a list, which are what the paper keeps."""
    found = [text for _, text in choices(nomenclature)]
    shown = found if not kept or kept in found else [*found, kept]
    return [(text, text) for text in shown]


def _sessions(prescription: Prescription) -> list[tuple[str, str]]:
    day: dt.date = prescription.date_demande
    found = open_sessions(prescription.dispositif_id, day)
    kept = prescription.session
    if kept is not None and kept.id not in {session.id for session in found}:
        found = [kept, *found]
    return [(s.id, f"{s.intitule} — à partir du {s.debut:%d/%m/%Y}") for s in found]


def _frein(frein: FreinContenu) -> str:
    return f"{frein.label}, {frein.precision}" if frein.precision else frein.label
