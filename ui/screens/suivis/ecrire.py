"""Writing where one reads: an entretien with its note, a note alone, a rendez-vous."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from models.base import clock, database
from models.base.droit import Droit
from models.comptes.agent import active_agents
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices
from models.suivis.entretien import (
    INDIVIDUEL,
    TELEPHONE,
    Entretien,
    correct_entretien,
    remove_entretien,
)
from models.suivis.entretien import said as entretien_said
from models.suivis.note import (
    Niveau,
    Note,
    keep_typed,
    kept_typed,
    read_note,
    remove_note,
    rewrite_note,
    write_entretien,
    write_note,
)
from models.suivis.relecture import RAPPEL, Relecture, said_remarques
from models.suivis.rendez_vous import RendezVous, change_rendez_vous, take_rendez_vous
from models.suivis.suivi import Suivi
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.page import text
from ui.parts.duree import duree
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

PAUSE = 400  # milliseconds without a key before a note is looked through
TEXTE = Input(name="texte", label="Note", kind=Kind.LINES, lines=6, wide=True, help=RAPPEL)
NIVEAU = Input(
    name="niveau", label="Lisible par", kind=Kind.CHOICE, required=True,
    options=[(one.value, f"{one.label} — {one.aide.lower()}") for one in Niveau], wide=True,
)  # fmt: skip


class EcritVolet(Volet):
    """A volet with a note in it: looked through while it is typed, its draft sealed."""

    def __init__(self, context: Context, suivi: Suivi, title: str, **what: Any) -> None:
        self._suivi_id = suivi.id
        self._relecture = Relecture()
        self._remarques: QLabel = text("", "secondary", "suivi.remarques")
        self._remarques.setProperty("kind", "attention")
        self._remarques.setWordWrap(True)
        self._remarques.hide()
        super().__init__(context, title, **what)
        self.form.put_under("texte", self._remarques)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look_through)
        self.form.changed.connect(self._pause.start)

    def _look_through(self) -> None:
        if not database.is_open():  # the session was locked meanwhile
            return
        typed = str(self.form.draft().get("texte") or "")
        said = said_remarques(self._relecture.remarques(typed))
        if said and said != self._remarques.text():
            announce(self._remarques, said)
        self._remarques.setText(said)
        self._remarques.setVisible(bool(said))

    def _kept(self) -> dict[str, Any] | None:
        return kept_typed(self._key, self._suivi_id)

    def _put_aside(self, typed: dict[str, Any]) -> None:
        keep_typed(self._key, self._suivi_id, typed)


def entretien_volet(context: Context, suivi: Suivi, *, call: bool = False) -> Volet:
    """A new entretien and its note, in one act; a call asks for less, and its words first."""
    writes = context.may(Droit.NOTES_EQUIPE)
    fields = [
        Input(Entretien.date),
        Input(Entretien.heure),
        duree(Entretien.duree),
        *([] if call else [Input(Entretien.nature, options=_natures)]),
    ]
    more = [
        Input(Entretien.avec),
        *([] if call else [Input(Entretien.lieu, options=_lieux), Input(Entretien.ailleurs)]),
        Input(Entretien.agent, options=_agents, required=False, hint="Vous"),
    ]

    def save(values: dict[str, Any]) -> Entretien:
        words = values.pop("texte", "") or ""
        niveau = Niveau(values.pop("niveau", None) or Niveau.EQUIPE)
        given = {"nature": nature, **_given(values)}
        return write_entretien(suivi, texte=words.strip(), niveau=niveau, **given)

    nature = TELEPHONE if call else INDIVIDUEL
    notes = [TEXTE, NIVEAU] if writes else []
    return EcritVolet(
        context, suivi, "Noter un appel" if call else "Noter un entretien",
        groups=[Group("", [*notes, *fields] if call else [*fields, *notes], more)],
        name="ecrire.appel" if call else "ecrire.entretien",
        save=save,
        said=entretien_said("noté"),
        values=_usual(nature, call=call),
        key=f"suivi.{suivi.id}.{'appel' if call else 'entretien'}",
    )  # fmt: skip


def note_volet(context: Context, suivi: Suivi) -> Volet:
    """A note by itself."""
    return EcritVolet(
        context, suivi, "Écrire une note", groups=[Group("", [TEXTE, NIVEAU])], name="ecrire.note",
        save=lambda values: write_note(suivi, **_words(values)),
        said="Note enregistrée", values={"niveau": Niveau.EQUIPE.value},
        key=f"suivi.{suivi.id}.note.",
    )  # fmt: skip


def note_correction(context: Context, suivi: Suivi, note: Note) -> Volet:
    """One's own; `Refused` to an account whose keys do not open it."""

    def made(context: Context, title: str, groups: Sequence[Group], **what: Any) -> Volet:
        return EcritVolet(context, suivi, title, groups=groups, **what)

    known = Known(note, values=_written)
    return removable_volet(
        context, "Corriger la note", [Group("", [TEXTE, NIVEAU])], name="ecrire.note",
        save=lambda values: rewrite_note(known.fresh(), **_words(values)),
        said="Note enregistrée", known=known, kind=made, key=f"suivi.{suivi.id}.note.{note.id}",
        remove=lambda: remove_note(known.fresh()), removed="Note retirée",
        label="Retirer la note",
    )  # fmt: skip


def entretien_correction(context: Context, entretien: Entretien) -> Volet:
    """The fact of an entretien; its words are corrected by themselves."""
    names = ("date", "heure", "duree", "nature", "avec", "lieu", "ailleurs", "agent")
    fields = [
        Input(Entretien.date), Input(Entretien.heure),
        duree(Entretien.duree),
        Input(Entretien.nature, options=_natures), Input(Entretien.avec),
        Input(Entretien.lieu, options=_lieux), Input(Entretien.ailleurs),
        Input(Entretien.agent, options=_agents),
    ]  # fmt: skip
    known = Known(entretien, *names)
    return removable_volet(
        context, "Corriger l’entretien", [Group("", fields)], name="ecrire.correction",
        remove=lambda: remove_entretien(known.fresh()),
        removed=f"{entretien_said('retiré')(entretien)}, avec ses notes",
        label="Retirer l’entretien",
        save=lambda values: correct_entretien(known.fresh(), **values),
        said=entretien_said("corrigé"), known=known,
        key=f"suivi.{entretien.suivi_id}.entretien.{entretien.id}",
    )  # fmt: skip


def rendez_vous_volet(context: Context, suivi: Suivi) -> Volet:
    """When she is expected, where, and what to bring."""
    return Volet(
        context, "Prendre un rendez-vous", [_of_rendez_vous(hint="Vous")],
        name="ecrire.rendez_vous",
        save=lambda values: take_rendez_vous(suivi, **_given(values)),
        said="Rendez-vous pris",
        key=f"suivi.{suivi.id}.rendez_vous",
    )  # fmt: skip


def rendez_vous_change(context: Context, rendez_vous: RendezVous) -> Volet:
    """One that is still to come, said otherwise."""
    group = _of_rendez_vous(hint="")
    known = Known(rendez_vous, *(one.known_name for one in (*group.fields, *group.optional)))
    return Volet(
        context, "Modifier le rendez-vous", [group], name="ecrire.rendez_vous.modifier",
        save=lambda values: change_rendez_vous(known.fresh(), **values),
        said="Rendez-vous modifié", known=known,
        key=f"suivi.{rendez_vous.suivi_id}.rendez_vous.{rendez_vous.id}",
    )  # fmt: skip


def _of_rendez_vous(*, hint: str) -> Group:
    """`hint`: who it is with when nobody is named; without one, somebody must be."""
    fields = [Input(RendezVous.date), Input(RendezVous.heure), Input(RendezVous.objet)]
    more = [
        Input(RendezVous.lieu, options=_lieux), Input(RendezVous.ailleurs),
        duree(RendezVous.duree),
        Input(RendezVous.agent, options=_agents, required=not hint, hint=hint),
        Input(RendezVous.apporter),
    ]  # fmt: skip
    return Group("", fields, more)


def _words(values: dict[str, Any]) -> dict[str, Any]:
    return {"texte": values["texte"] or "", "niveau": Niveau(values["niveau"])}


def _written(note: Note) -> dict[str, Any]:
    return {"niveau": note.niveau, "texte": read_note(note)}


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _usual(nature: str, *, call: bool) -> dict[str, Any]:
    """What a new form stands on; who leads it is the account, unless another one is named."""
    usual = {"date": clock.today(), "niveau": Niveau.EQUIPE.value}
    return usual if call else {**usual, "nature": nature}


def _natures() -> list[tuple[str, str]]:
    return choices("nature_entretien")


def _agents() -> list[tuple[str, str]]:
    return [(agent.id, agent.nom_affiche) for agent in active_agents()]


def _lieux() -> list[tuple[str, str]]:
    return [(lieu.id, lieu.nom) for lieu in lieux()]
