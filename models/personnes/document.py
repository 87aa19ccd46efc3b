"""The documents of a person's file; the bytes themselves are sealed, one key for each.

The kinds of identity are for all the roles of the desk; what another area keeps for those who
follow the person is neither listed nor opened for the others. By this program: should a kind be
kept by keys, its own would be sealed to the notes key as that of a note is.
"""

import datetime as dt
import importlib
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from models.base import clock, crypto, undo
from models.base.command import command, reading
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, TextField
from models.base.fields import SealedField as _Sealed
from models.base.ids import new_id
from models.base.listing import Column, Listing
from models.base.table import Table, tuples_of
from models.nomenclatures.valeur import Valeur
from models.personnes.contenu import Genre, genre_of, true_name
from models.personnes.interdits import check_texts, refuse_in_carnet
from models.personnes.personne import Personne
from models.personnes.pieces import altered, piece_store


class Document(Table):
    """`cle` opens the ciphertext: a file named `id` beside the base, or `contenu` on a server."""

    personne_id: str
    type_document_id: str | None

    personne = ForeignKey(Personne)
    type_document = ForeignKey(Valeur, null=True, index=False, verbose_name="Nature")
    intitule = TextField(max_length=160, default="", verbose_name="Intitulé")
    fichier = TextField(max_length=260, default="", verbose_name="Fichier")
    date = DayField(null=True, verbose_name="Date du document")
    echeance = DayField(null=True, verbose_name="Valable jusqu’au")
    taille = IntegerField(default=0, verbose_name="Taille")
    empreinte = CodeField(max_length=64, default="")
    cle = _Sealed()
    contenu = _Sealed(null=True)

    def image(self) -> dict[str, Any]:
        """Without the piece itself, which never changes, unless the whole row leaves."""
        image = super().image()
        if not getattr(self, "_leaves", False):
            del image["contenu"]
        return image

    def remove(self) -> None:
        """Undoing its adding takes the row away; the piece waits as long as that can be redone."""
        self._leaves = True
        super().remove()


class Piece(NamedTuple):
    """A document opened: what it is called, what it is, its bytes in clear."""

    id: str
    nom: str
    genre: Genre
    data: bytes


# What other areas keep from this account: conditions on `Document`, none for who may read all.
reserves: list[Callable[[], Any]] = []
# Who keeps some: areas above this one, so by name.
RESERVERS = ("models.suivis.document_suivi",)

# What is known of one without opening it.
LIGHT = [f for f in Document._meta.sorted_fields if f.name not in ("cle", "contenu")]


def document(document_id: str) -> Document:
    """What is known of a document, without its bytes. `Refused` if it is gone."""
    query: Any = Document.select(*LIGHT).where(Document.id == document_id)
    found: Document | None = for_this_account(query).first()
    if found is None:
        raise Refused("Ce document n’existe plus\u00a0: il a été retiré sur un autre poste.")
    return found


def for_this_account(query: Any) -> Any:
    """The documents of a query that this account may know of."""
    for module in RESERVERS:
        importlib.import_module(module)
    for reserve in reserves:
        kept = reserve()
        query = query if kept is None else query.where(~kept)
    return query


def documents_of(personne_id: str) -> Listing:
    """Her documents in use, the last one added first."""
    query: Any = (
        Document.select()
        .join(Valeur, "LEFT OUTER JOIN", on=(Document.type_document == Valeur.id))
        .where((Document.personne == personne_id) & Document.archived_at.is_null())
    )
    return Listing(
        title="Documents",
        query=for_this_account(query),
        key=Document.id,
        columns=(
            Column("intitule", "Document", (Document.intitule, Document.fichier), width=34,
                   text=lambda intitule, fichier: intitule or fichier,
                   sort=(Document.intitule,), nominative=True),
            Column("nature", "Nature", (Valeur.libelle,), width=24),
            Column("date", "Date", (Document.date,), width=11, right=True),
            Column("echeance", "Valable jusqu’au", (Document.echeance,), width=16, right=True,
                   text=_validity, status=_validity_kind),
            Column("taille", "Taille", (Document.taille,), width=9, right=True, text=said_size,
                   secondary=True),
        ),
        order=(Document.id,),
        descending=True,
        tables=frozenset({Document}),
        empty="Aucun document pour l’instant. Ajoutez-en un, ou déposez-le sur cette page.",
    )  # fmt: skip


@reading(right=Droit.PERSONNES, objet="document")
def open_document(document_id: str) -> Piece:
    """The bytes of a document, its reading traced; `Unavailable` if they are gone or altered."""
    query: Any = Document.select().where(Document.id == document_id)
    row: Document | None = for_this_account(query).first()
    if row is None:
        raise Refused("Ce document n’existe plus\u00a0: il a été retiré sur un autre poste.")
    cipher = piece_store().get(row.id, row.contenu)
    if crypto.fingerprint(cipher) != row.empreinte:
        raise altered()
    try:
        data = crypto.decrypt(bytes(row.cle), cipher, context=_context(row.id))
    except crypto.WrongKey as error:
        raise altered() from error
    return Piece(row.id, row.fichier, genre_of(data), data)


def add_document(
    personne: Personne,
    *,
    nom: str,
    data: bytes,
    beside: Callable[[Document], object] | None = None,
    **facts: Any,
) -> Document:
    """Keep a file in a person's file; `facts` are `type_document`, `intitule`, `date`, `echeance`.

    The piece is written before its row, outside the transaction: no other desk waits for it.
    `beside` writes what points to the row, in the same act.
    """
    handle().require_actor().require(Droit.PERSONNES)
    refuse_in_carnet("les documents")
    genre = genre_of(data)
    row = Document(id=new_id(), personne=personne, cle=crypto.new_key(), taille=len(data), **facts)
    row.fichier = true_name(_base_name(nom), genre)[-260:]
    row.intitule = row.intitule or row.fichier.rpartition(".")[0][:160]
    _check(row)
    cipher = crypto.encrypt(row.cle, data, context=_context(row.id))
    row.empreinte = crypto.fingerprint(cipher)
    store = piece_store()
    row.contenu = store.put(row.id, cipher)
    try:
        return _note_document(row, beside)
    except BaseException:
        store.drop(row.id)
        raise


@command(right=Droit.PERSONNES, label="Document enregistré")
def change_document(row: Document, **facts: Any) -> Document:
    """Its title, its nature, its dates; the piece itself never changes."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.intitule = row.intitule.strip() or row.fichier
    _check(row)
    return row.save()


@command(right=Droit.PERSONNES, label="Document archivé")
def archive_document(row: Document) -> Document:
    return row.archive()


def sweep_pieces() -> int:
    """Erase the pieces that no row knows nor can know again; returns how many went."""
    store = piece_store()
    orphans = store.old_keys() - _known()
    for key in orphans:
        store.drop(key)
    return len(orphans)


def said_size(octets: int) -> str:
    """« 240 ko », « 1,4 Mo »."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\u00a0ko"
    return f"{octets / 1e6:.1f}\u00a0Mo".replace(".", ",")


@command(right=Droit.PERSONNES, label="Document ajouté")
def _note_document(row: Document, beside: Callable[[Document], object] | None = None) -> Document:
    row.save()
    if beside is not None:
        beside(row)
    return row


def _known() -> set[str]:
    """The keys of all rows, and of those that an undo may still put back."""
    undo.forget_old()
    lines: Any = undo.ActeLigne.select(undo.ActeLigne.row_id)
    kept = lines.where(undo.ActeLigne.table_name == Document._meta.table_name)
    return {row[0] for query in (Document.select(Document.id), kept) for row in tuples_of(query)}


def _check(row: Document) -> None:
    check_texts([("intitule", "Intitulé", row.intitule), ("fichier", "Fichier", row.fichier)])
    if row.date is not None and row.date > clock.today():
        raise Invalid("date", "Date du document\u00a0: elle est dans l’avenir. Vérifiez-la.")
    if row.date is not None and row.echeance is not None and row.echeance < row.date:
        raise Invalid(
            "echeance", "Valable jusqu’au\u00a0: cette date précède celle du document. Vérifiez-la."
        )


def _base_name(nom: str) -> str:
    """The last part of a path, of whatever system, without what a file system refuses."""
    last = re.split(r"[/\\]", nom.strip())[-1]
    kept = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in last)
    return kept.strip(" .") or "document"


def _context(document_id: str) -> str:
    """What a ciphertext is bound to: one put in the place of another does not open."""
    return f"document/{document_id}/contenu"


def _validity(echeance: dt.date | None) -> str:
    if echeance is None:
        return ""
    return f"{echeance:%d/%m/%Y}" + (" (dépassé)" if echeance < clock.today() else "")


def _validity_kind(echeance: dt.date | None) -> str:
    return "attention" if echeance is not None and echeance < clock.today() else ""
