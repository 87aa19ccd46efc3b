"""The papers of a suivi: documents of the person's file that count for it, sealed as all hers."""

from typing import Any

import peewee

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import ForeignKey
from models.base.table import Table
from models.nomenclatures.valeur import Valeur
from models.personnes.document import LIGHT, Document, add_document, reserves
from models.suivis.questionnaire import Questionnaire
from models.suivis.regles import held, require_reading
from models.suivis.suivi import Suivi, check_may_write

# What the desk sees, asks for and files, whichever suivi it serves.
_AT_THE_DESK = tuple(
    f"type_document.{code}"
    for code in ("identite", "sejour", "domicile", "autorisation_parentale", "fiche_signee")
)


class SuiviDocument(Table):
    """A paper of the person's file that belongs to this suivi."""

    suivi_id: str
    document_id: str

    suivi = ForeignKey(Suivi)
    document = ForeignKey(Document)

    class Meta:
        indexes = ((("suivi", "document"), True),)


def documents_of_suivi(suivi_id: str) -> list[Document]:
    """Its documents without their bytes, the last one put there first; archived ones are gone."""
    require_reading()
    query = _documents().join(SuiviDocument, on=(SuiviDocument.document == Document.id))
    query = query.where((SuiviDocument.suivi == suivi_id) & Document.archived_at.is_null())
    return list(query.order_by(SuiviDocument.created_at.desc(), Document.intitule))


def documents_to_attach(suivi_id: str) -> list[Document]:
    """Those of the person's file that are not in this suivi yet."""
    require_reading()
    held_here: Any = SuiviDocument.select(SuiviDocument.document).where(
        SuiviDocument.suivi == suivi_id
    )
    hers: Any = Suivi.select(Suivi.personne).where(Suivi.id == suivi_id)
    query = _documents().where(
        Document.personne.in_(hers) & Document.archived_at.is_null() & Document.id.not_in(held_here)
    )
    return list(query.order_by(Document.created_at.desc()))


def add_to_suivi(suivi_id: str, *, nom: str, data: bytes, **facts: Any) -> Document:
    """Keep a file in the person's file and in this suivi, in one act."""
    handle().require_actor().require(Droit.SUIVI_ECRIRE)
    suivi: Suivi | None = Suivi.get_or_none(Suivi.id == suivi_id)
    if suivi is None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    check_may_write(suivi_id)  # before anything is sealed
    return add_document(
        suivi.personne, nom=nom, data=data,
        beside=lambda row: attach_document(suivi_id, row.id), **facts,
    )  # fmt: skip


@command(right=Droit.SUIVI_ECRIRE, label="Document joint au suivi")
def attach_document(suivi_id: str, document_id: str) -> SuiviDocument:
    """Say that a document of the person's file counts for this suivi."""
    suivi = held(suivi_id)
    hers = (Document.id == document_id) & (Document.personne == suivi.personne_id)
    if not Document.select().where(hers & Document.archived_at.is_null()).exists():
        raise Refused("Ce document n’est plus dans le dossier de cette personne. Rouvrez la liste.")
    known = _link(suivi_id, document_id)
    return known if known is not None else SuiviDocument(suivi=suivi, document=document_id).save()


@command(right=Droit.SUIVI_ECRIRE, label="Document détaché du suivi")
def detach_document(suivi_id: str, document_id: str) -> None:
    """Say that a document does not count for this suivi; it stays in the person's file."""
    held(suivi_id)
    known = _link(suivi_id, document_id)
    if known is None:
        raise Refused("Ce document n’est plus dans ce suivi\u00a0: un autre poste l’en a détaché.")
    known.remove()


def _link(suivi_id: str, document_id: str) -> SuiviDocument | None:
    found: SuiviDocument | None = SuiviDocument.get_or_none(
        (SuiviDocument.suivi == suivi_id) & (SuiviDocument.document == document_id)
    )
    return found


def _documents() -> Any:
    query: Any = Document.select(*LIGHT, Valeur)
    return query.join(
        Valeur, peewee.JOIN.LEFT_OUTER, on=(Document.type_document == Valeur.id)
    ).switch(Document)


def _kept_from_the_desk() -> Any:
    """A paper of a suivi, or a signed questionnaire, says where the person stands."""
    if handle().require_actor().may(Droit.SUIVI_LIRE):
        return None
    signed: Any = Questionnaire.select(Questionnaire.document)
    followed = Document.id.in_(SuiviDocument.select(SuiviDocument.document))
    kind: Any = peewee.fn.COALESCE(Document.type_document, "")
    at_the_desk = kind.in_(_AT_THE_DESK)
    return (followed & ~at_the_desk) | Document.id.in_(
        signed.where(Questionnaire.document.is_null(False))
    )


reserves.append(_kept_from_the_desk)
