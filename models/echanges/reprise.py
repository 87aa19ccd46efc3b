"""The imports that were made: what each brought, its report, whether it was taken back."""

from collections.abc import Sequence
from typing import Any

from models.base import clock
from models.base.errors import Refused
from models.base.fields import CodeField, InstantField, IntegerField, JsonField, TextField
from models.base.fields import SealedField as _Bytes
from models.base.listing import Column, Listing
from models.base.table import Table, tuples_of
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.trace import Rangee, unpacked


class Importation(Table):
    """A file that was brought in; the same content is not brought in twice."""

    fichier = TextField(max_length=260, verbose_name="Fichier")
    empreinte = CodeField(max_length=64, index=True)
    faite_le = InstantField(verbose_name="Reprise le")
    annulee_le = InstantField(null=True, verbose_name="Annulée le")
    passages = IntegerField(default=0, verbose_name="Passages")
    personnes = IntegerField(default=0, verbose_name="Dossiers créés")
    rapport = JsonField(default="{}")
    trace = _Bytes(null=True)  # the rows of the file and what each became, compressed


def refuse_known(registre: RegistreCompris) -> None:
    refuse_content(registre.empreinte, registre.fichier)


def refuse_content(empreinte: str, fichier: str) -> None:
    """The very same content, unless that import was taken back."""
    known = Importation.get_or_none(
        (Importation.empreinte == empreinte) & Importation.annulee_le.is_null()
    )
    if known is not None:
        raise Refused(
            f"«\u00a0{fichier}\u00a0» a déjà été repris le "
            f"{clock.local(known.faite_le):%d/%m/%Y}. "
            "Rien n’est écrit une seconde fois."
        )


def traces() -> list[Sequence[Rangee]]:
    """The rows that each import brought in and that still stand, the oldest first."""
    query: Any = Importation.select(Importation.trace).where(Importation.annulee_le.is_null())
    found = tuples_of(query.order_by(Importation.faite_le, Importation.id))
    return [unpacked(row[0]).rangees for row in found if row[0]]


def importation(key: str) -> Importation | None:
    found: Importation | None = Importation.get_or_none(Importation.id == key)
    return found


def importations() -> Listing:
    """Every import, the newest first."""
    table = Importation
    at = table.faite_le
    return Listing(
        title="Fichiers repris",
        query=table.select(),
        key=table.id,
        columns=(
            Column("fichier", "Fichier", (table.fichier,), sort=(table.fichier,), width=36),
            Column("faite_le", "Repris le", (at,), text=_moment, sort=(at,), width=16),
            Column("passages", "Passages", (table.passages,), right=True, width=10),
            Column("personnes", "Dossiers créés", (table.personnes,), right=True, width=14),
            Column(
                "etat", "État", (table.annulee_le,), text=_state, status=_kind, width=14,
            ),
        ),
        order=(at,),
        descending=True,
        tables=frozenset({Importation}),
        empty="Aucun fichier repris pour l’instant.",
    )  # fmt: skip


def _moment(at: Any) -> str:
    return f"{clock.local(at):%d/%m/%Y %H:%M}" if at is not None else ""


def _state(cancelled: Any) -> str:
    return "annulée" if cancelled is not None else "en place"


def _kind(cancelled: Any) -> str:
    return "attention" if cancelled is not None else "good"
