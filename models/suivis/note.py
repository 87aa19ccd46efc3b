"""A text that only its readers open: those of the équipe, of the référents, or its author alone."""

import contextlib
import datetime as dt
import enum
import json
from typing import Any

from models.base import clock, drafts
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Failure, Invalid, Refused, Unavailable
from models.base.fields import KEPT, CodeField, DayField, ForeignKey, SealedField
from models.base.fields import LONG as LONGEST
from models.base.ids import new_id
from models.base.table import Table
from models.base.undo import forget_images
from models.comptes import enveloppe
from models.comptes.agent import Agent, with_account
from models.comptes.depart import partis
from models.comptes.enveloppe import EQUIPE, Lecteurs, NoKey
from models.suivis.entretien import Entretien, note_entretien, said
from models.suivis.referent import readers_on
from models.suivis.suivi import Suivi, check_may_write


class Niveau(enum.StrEnum):
    """For whom a note is sealed."""

    EQUIPE = "equipe"
    REFERENT = "referent"
    PERSONNELLE = "personnelle"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def aide(self) -> str:
        """Who reads it, in a few words."""
        return _AIDES[self]


_LABELS = {
    Niveau.EQUIPE: "Équipe",
    Niveau.REFERENT: "Référent",
    Niveau.PERSONNELLE: "Personnelle",
}
_AIDES = {
    Niveau.EQUIPE: "Lue par tous les référents de la structure",
    Niveau.REFERENT: "Lue par vous et par les référents de ce suivi",
    Niveau.PERSONNELLE: "Lue par vous seul·e",
}


class Note(Table):
    """`contenu` is ciphertext, sealed to its readers and to the recovery key."""

    suivi_id: str
    entretien_id: str | None
    auteur_id: str

    suivi = ForeignKey(Suivi)
    entretien = ForeignKey(Entretien, null=True)
    auteur = ForeignKey(Agent, verbose_name="Écrite par")
    niveau = CodeField(
        default=Niveau.EQUIPE.value,
        verbose_name="Lisible par",
        choices=[(one.value, one.label) for one in Niveau],
    )
    date = DayField(verbose_name="Le")
    contenu = SealedField()

    class Meta:
        indexes = ((("suivi", "date"), False),)


@command(right=Droit.NOTES_EQUIPE, label="Note écrite")
def write_note(
    suivi: Suivi,
    texte: str,
    *,
    niveau: Niveau = Niveau.EQUIPE,
    entretien: Entretien | None = None,
    date: dt.date | None = None,
) -> Note:
    """Seal a text for the readers of its level; whoever writes it is its author."""
    check_may_write(suivi.id)
    note = Note(
        id=new_id(),
        suivi=suivi,
        entretien=entretien,
        auteur=_author(),
        niveau=niveau.value,
        date=date or (entretien.date if entretien else clock.today()),
    )
    note.contenu = _sealed(note, _checked(texte))
    return note.save()


@command(right=Droit.SUIVI_ECRIRE, label=said("noté"))
def write_entretien(
    suivi: Suivi, *, texte: str = "", niveau: Niveau = Niveau.EQUIPE, **values: Any
) -> Entretien:
    """An entretien and its words, if there are some, in one act; `values` are its columns."""
    entretien: Entretien = note_entretien(suivi, **values)
    if texte.strip():
        write_note(suivi, texte, niveau=niveau, entretien=entretien)
    return entretien


@command(right=Droit.NOTES_EQUIPE, label="Note corrigée")
def rewrite_note(note: Note, texte: str, *, niveau: Niveau | None = None) -> Note:
    """Change the words or the readers of one's own note; nothing is written when neither moves."""
    _check_author(note)
    wanted = niveau or Niveau(note.niveau)
    if wanted.value == note.niveau and read_note(note) == texte.strip():
        return note
    note.niveau = wanted.value
    note.contenu = _sealed(note, _checked(texte))
    return note.save()


@command(right=Droit.NOTES_EQUIPE, label="Note retirée")
def remove_note(note: Note) -> Note:
    _check_author(note)
    return note.archive()


def seal_note(note: Note, texte: str) -> Note:
    """Put a text in a note that is not written yet, closed for the readers of its level.

    For rows that are written many at a time; whoever seals may not be its author.
    """
    note.contenu = _sealed(note, _checked(texte))
    return note


def read_note(note: Note, following: frozenset[str] | None = None) -> str:
    """The words of a note; `NoKey` for who is not a reader of it.

    `following` are those of its suivi, where many of its notes are read.
    """
    handle().require_actor().require(Droit.NOTES_EQUIPE)
    if not _is_reader(note, following):
        raise NoKey(
            "Cette note est pour les référents de ce suivi. Demandez à qui le suit aujourd’hui."
        )
    return enveloppe.read(bytes(note.contenu), context=_context(note)).decode()


def may_read_note(note: Note, following: frozenset[str] | None = None) -> bool:
    """Whether this account's keys open it; nothing is opened to know."""
    may = handle().require_actor().may(Droit.NOTES_EQUIPE)
    return may and enveloppe.may_read(bytes(note.contenu)) and _is_reader(note, following)


@command(right=Droit.NOTES_EQUIPE, label="Notes ouvertes au référent", undoable=False)
def follow_referents(suivi: Suivi) -> int:
    """Seal the notes of the référents for those of today, as far as this account reads them.

    Called after a référent changed, and when a suivi is opened: who could not then does it now.
    """
    followed = []
    for note, wanted in _of_referents(suivi.id):
        sealed = bytes(note.contenu)
        if enveloppe.readers_of(sealed) != wanted and enveloppe.may_read(sealed):
            with contextlib.suppress(Unavailable):  # altered: said in its place, the others follow
                note.contenu = enveloppe.reseal(sealed, wanted, context=_context(note))
                note.save()
                followed.append(note.id)
    forget_images(Note, followed)  # they are sealed for those who read no more
    return len(followed)


def waits_for_readers(suivi_id: str) -> bool:
    """Whether `follow_referents` has something to do that this account can do."""
    return any(
        enveloppe.readers_of(sealed := bytes(note.contenu)) != wanted and enveloppe.may_read(sealed)
        for note, wanted in _of_referents(suivi_id)
    )


def seal_draft(suivi_id: str, typed: bytes) -> bytes:
    """What is typed of a note and not saved yet: for its author alone, whatever its level."""
    only = Lecteurs.only(_author())
    return enveloppe.seal_for(only, typed, context=_draft_context(suivi_id))


def open_draft(suivi_id: str, sealed: bytes) -> bytes | None:
    """None when the keys of this account have changed since, or for another account."""
    try:
        return enveloppe.read(sealed, context=_draft_context(suivi_id))
    except Failure:
        return None


def keep_typed(key: str, suivi_id: str, typed: dict[str, Any]) -> None:
    """Keep a draft that holds words about somebody, sealed."""
    drafts.keep_draft(key, seal_draft(suivi_id, json.dumps(typed).encode()))


def kept_typed(key: str, suivi_id: str) -> dict[str, Any] | None:
    """What `keep_typed` kept there, if this account can read it."""
    sealed = drafts.draft_bytes(key)
    plain = open_draft(suivi_id, sealed) if sealed is not None else None
    values: dict[str, Any] | None = None if plain is None else json.loads(plain)
    return values


def _of_referents(suivi_id: str) -> list[tuple[Note, Lecteurs]]:
    """The notes of the référents of a suivi, each with those for whom it should be sealed."""
    query: Any = Note.select().where(
        (Note.suivi == suivi_id) & (Note.niveau == Niveau.REFERENT.value)
    )
    notes = list(query)
    following, able = _following(suivi_id) if notes else (frozenset(), frozenset())
    return [(one, Lecteurs(agents=(following | {one.auteur_id}) & able)) for one in notes]


def _sealed(note: Note, texte: str) -> bytes:
    try:
        return enveloppe.seal_for(_lecteurs(note), texte.encode(), context=_context(note))
    except NoKey as error:
        raise Invalid("niveau", f"Lisible par\u00a0: {error.message}") from error


def _lecteurs(note: Note) -> Lecteurs:
    if note.niveau == Niveau.EQUIPE:
        return EQUIPE
    if note.niveau == Niveau.PERSONNELLE:
        return Lecteurs.only(note.auteur_id)
    following, able = _following(note.suivi_id)
    return Lecteurs(agents=(following | {note.auteur_id}) & able)


def _following(suivi_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """The référents who read its notes, then whoever has an account.

    A référent without an account reads nothing, and gets the notes with his account; who has lost
    his, or the role, reads them no more.
    """
    following = readers_on(suivi_id, clock.today()) - set(partis(Droit.NOTES_EQUIPE))
    return following, frozenset(with_account())


def _is_reader(note: Note, following: frozenset[str] | None) -> bool:
    """Whether it is still for this account: who followed keeps the key until somebody reseals."""
    if note.niveau != Niveau.REFERENT:
        return True
    agent_id = handle().require_actor().agent_id
    if agent_id == note.auteur_id:
        return True
    return agent_id in (
        readers_on(note.suivi_id, clock.today()) if following is None else following
    )


def _checked(texte: str) -> str:
    text = "".join(c for c in texte if c.isprintable() or c == "\t" or c in KEPT).strip()
    if not text:
        raise Invalid("texte", "Note\u00a0: elle est vide. Écrivez-la, ou retirez-la.")
    if len(text) > LONGEST:
        raise Invalid(
            "texte",
            f"Note\u00a0: {len(text)} caractères, c’est trop. Raccourcissez à {LONGEST} au plus.",
        )
    return text


def _check_author(note: Note) -> None:
    if note.auteur_id != _author():
        nom = note.auteur.nom_affiche
        raise Refused(
            f"Cette note est de {nom}\u00a0: seul son auteur la corrige. Écrivez plutôt la vôtre."
        )


def _author() -> str:
    agent_id = handle().require_actor().agent_id
    if agent_id is None:
        raise Refused("Une note a un auteur\u00a0: ouvrez d’abord votre session.")
    return agent_id


def _context(note: Note) -> str:
    """Where it stands, of whom it speaks, whose it is and for whom: all that says who reads it.

    Written by another tool, it opens to nobody any more: never to others by its author, unknowing.
    """
    place = enveloppe.context_of(Note, note.id, champ="contenu")
    return "|".join((place, note.suivi_id, note.entretien_id or "", note.auteur_id, note.niveau))


def _draft_context(suivi_id: str) -> str:
    return f"{enveloppe.context_of(Suivi, suivi_id, champ='brouillon')}|{_author()}"


enveloppe.declare_sealed(Note, "contenu", _context)
