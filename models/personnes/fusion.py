"""Two files of one person made one, and how to take it back; pairs said to be two people."""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import ForeignKey, InstantField, JsonField
from models.base.listing import Column, Listing
from models.base.table import Table, before_insert
from models.personnes import mots
from models.personnes.personne import Personne, shown_name

_PACKET = 400
KEPT = dt.timedelta(days=30)  # that a merge can be taken back


class Fusion(Table):
    """`contenu` says which rows were changed and how, to be taken back."""

    gardee_id: str
    absorbee_id: str

    gardee = ForeignKey(Personne, verbose_name="Dossier gardé")
    absorbee = ForeignKey(Personne, verbose_name="Dossier absorbé")
    faite_le = InstantField(verbose_name="Faite le")
    annulee_le = InstantField(null=True, verbose_name="Défaite le")
    contenu = JsonField(default="{}")

    def remove(self) -> None:
        """Undone as if it had never been: both files are found by their words again."""
        super().remove()
        for told in taken_back:  # its own rows are back: it was written before them
            told(self)
        self.restored()

    def restored(self) -> None:
        for key in (self.gardee_id, self.absorbee_id):
            write_words(key)


taken_back: list[Callable[[Fusion], object]] = []  # once both files have their rows again


class Homonymie(Table):
    """Two files that somebody looked at and that are two people; the lesser key comes first."""

    personne_id: str
    autre_id: str

    personne = ForeignKey(Personne)
    autre = ForeignKey(Personne)

    class Meta:
        indexes = ((("personne", "autre"), True),)


class Suite(NamedTuple):
    """Where a file is now: its own key and nothing to say, or the file that holds it since.

    `noms` are the names in the sentence.
    """

    personne_id: str
    phrase: str = ""
    noms: tuple[str, ...] = ()


def current_file(personne_id: str) -> Suite:
    """Where to go for a file, and the sentence that says why it is not where it was."""
    first = _absorbing(personne_id)
    if first is None:
        return Suite(personne_id)
    key = kept_of(personne_id)
    day = clock.local(first.faite_le).strftime("%d/%m/%Y")
    absorbed, kept = first.absorbee.nom_affiche, Personne.get_by_id(key).nom_affiche
    return Suite(
        key,
        f"Le dossier de {absorbed} a été fusionné le {day}\u00a0: "
        f"voici celui qui le remplace, {kept}.",
        (absorbed, kept),
    )


def kept_of(personne_id: str) -> str:
    """The key of the file that holds this one, through as many merges as there were."""
    return kept_files([personne_id]).get(personne_id, personne_id)


def kept_files(keys: Collection[str]) -> dict[str, str]:
    """Of these files, those that were absorbed, each with the one that holds it.

    On a server all are held until the end of the transaction, so that none can be absorbed between
    this answer and what is written of it.
    """
    engine = handle().engine
    each = ", ".join([engine.param] * len(keys))
    lock = " FOR KEY SHARE" if handle().is_server and engine.in_transaction() else ""
    sql = f"SELECT id, archived_at FROM personne WHERE id IN ({each}){lock}"
    found: dict[str, str] = {}
    for key, archived_at in engine.execute_sql(sql, list(keys)).fetchall():
        fusion = None if archived_at is None else _absorbing(key)
        if fusion is not None:
            found[key] = kept_of(fusion.gardee_id)
    return found


def kept_among(keys: Sequence[str]) -> dict[str, str]:
    """The same of any number of files, read by packets."""
    found: dict[str, str] = {}
    for at in range(0, len(keys), _PACKET):
        found.update(kept_files(keys[at : at + _PACKET]))
    return found


def fusion_of(personne_id: str) -> Fusion | None:
    """The merge by which a file is part of another now."""
    return _absorbing(personne_id)


def fusion_named(key: str) -> Fusion | None:
    found: Fusion | None = Fusion.get_or_none(Fusion.id == key)
    return found


def fusions_listing() -> Listing:
    """The merges of the last thirty days that still stand, the last one first."""
    kept, absorbed = Personne.alias("kept"), Personne.alias("absorbed")
    query: Any = (
        Fusion.select()
        .join(kept, on=(Fusion.gardee == kept.id))
        .switch(Fusion)
        .join(absorbed, on=(Fusion.absorbee == absorbed.id))
        .where(Fusion.annulee_le.is_null() & (Fusion.faite_le > clock.now() - KEPT))
    )
    return Listing(
        title="Fusions récentes",
        query=query,
        key=Fusion.id,
        columns=(
            Column("absorbee", "Dossier absorbé", _names(absorbed), text=_name, width=30,
                   nominative=True),
            Column("gardee", "Dossier gardé", _names(kept), text=_name, width=30, nominative=True),
            Column("faite_le", "Faite le", (Fusion.faite_le,), text=_wall,
                   sort=(Fusion.faite_le,), width=16),
        ),
        order=(Fusion.faite_le,),
        descending=True,
        tables=frozenset({Fusion, Personne}),
        empty="Aucune fusion depuis trente jours.",
    )  # fmt: skip


@command(right=Droit.EXPORT_NOMINATIF, label="Notés comme deux personnes")
def tell_apart(personne_id: str, autre_id: str) -> Homonymie:
    """Say that two files that look alike are two people."""
    if personne_id == autre_id:
        raise Refused("C’est un seul et même dossier.")
    return note_apart(personne_id, autre_id)


def note_apart(personne_id: str, autre_id: str) -> Homonymie:
    """Remember that two files are two people, inside a command."""
    first, second = sorted((personne_id, autre_id))
    known: Homonymie | None = Homonymie.get_or_none(
        (Homonymie.personne == first) & (Homonymie.autre == second)
    )
    return known or Homonymie(personne=first, autre=second).save()


def write_words(personne_id: str) -> None:
    """The words of a file as it is now; a file that was absorbed has none."""
    personne: Personne | None = Personne.get_or_none(Personne.id == personne_id)
    if personne is None:
        return
    if personne.archived_at is not None and _absorbing(personne_id) is not None:
        mots.erase(personne_id)
    else:
        mots.write_all(personne)


@functools.cache
def links_of(table: type[Table]) -> tuple[Any, ...]:
    """The columns by which a table points to a file."""
    fields = table._meta.sorted_fields
    return tuple(f for f in fields if getattr(f, "rel_model", None) is Personne)


OWN = (Fusion, Homonymie)  # they say which two files are meant, whatever became of them


def _to_the_kept_file(table: type[Table], field: Any, keys: Collection[str]) -> dict[str, str]:
    """What is written of a file that was absorbed meanwhile goes to the one that holds it."""
    return kept_files(keys) if field.rel_model is Personne and table not in OWN else {}


before_insert.append(_to_the_kept_file)


def _absorbing(personne_id: str) -> Fusion | None:
    here = (Fusion.absorbee == personne_id) & Fusion.annulee_le.is_null()
    found: Fusion | None = Fusion.get_or_none(here & Fusion.archived_at.is_null())
    return found


def _names(table: Any) -> tuple[Any, ...]:
    return (table.nom_usage, table.nom_naissance, table.prenom_usage, table.prenom, table.surnom)


def _name(nom_usage: str, nom: str, prenom_usage: str, prenom: str, surnom: str) -> str:
    return shown_name(nom_usage or nom, prenom_usage or prenom, surnom)


def _wall(instant: dt.datetime) -> str:
    return clock.local(instant).strftime("%d/%m/%Y %H:%M")
