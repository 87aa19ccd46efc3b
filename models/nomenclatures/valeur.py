"""The values of all lists; a value's key is « list.code », so that rows read by themselves."""

from collections.abc import Collection, Sequence
from typing import Any

import peewee

from models.base.database import handle
from models.base.fields import (
    BooleanField,
    CodeField,
    ForeignKey,
    IntegerField,
    JsonField,
    TextField,
)
from models.base.table import Table, dumps, tuples_of

NON_COMMUNIQUE = "nc"


class Nomenclature(Table):
    """One list. `id` is its code: `thematique`, `operateur`…"""

    id = CodeField(primary_key=True)
    libelle = TextField(verbose_name="Liste")
    aide = TextField(max_length=400, default="", verbose_name="À quoi elle sert")


class Valeur(Table):
    """One value. `id` is « list.code »; a used value is retired or replaced, never deleted."""

    nomenclature_id: str
    parent_id: str | None
    remplace_par_id: str | None

    id = CodeField(primary_key=True, max_length=160)
    nomenclature = ForeignKey(Nomenclature)
    code = CodeField()
    libelle = TextField(verbose_name="Libellé")
    ordre = IntegerField(default=0)
    actif = BooleanField(default=True, verbose_name="Proposée")
    parent = ForeignKey("self", null=True)
    remplace_par = ForeignKey("self", null=True)
    sensible = BooleanField(default=False)
    precision = BooleanField(default=False)
    maison = BooleanField(default=False)  # added by the structure
    mots = TextField(max_length=2000, default="")  # what is typed to find it
    donnees = JsonField(default="{}")  # bounds, public codes, usual réponse…

    class Meta:
        indexes = ((("nomenclature", "ordre"), False), (("nomenclature", "code"), True))

    @classmethod
    def successors(cls, keys: Collection[str] | None = None) -> dict[str, str]:
        """The value into which each of these was merged.

        On a server the values asked for stay as they are until what points to them is written: a
        merge under way elsewhere is waited for.
        """
        engine = handle().engine
        sql = "SELECT id, remplace_par_id FROM valeur WHERE remplace_par_id IS NOT NULL"
        if keys is None:
            return dict(engine.execute_sql(sql).fetchall())
        marks = ", ".join([engine.param] * len(keys))
        sql = f"SELECT id, remplace_par_id FROM valeur WHERE id IN ({marks})"
        lock = " FOR KEY SHARE" if handle().is_server and engine.in_transaction() else ""
        found = engine.execute_sql(sql + lock, tuple(keys)).fetchall()
        return {key: instead for key, instead in found if instead is not None}

    @classmethod
    def name_of(cls, key: str) -> str:
        """How a value reads that its list no longer proposes."""
        return label(key)

    @classmethod
    def heirs_of(cls, name: str) -> list[str]:
        """The values that took the place of those once called so: a draft holds what was read."""
        query: Any = Valeur.select(Valeur.remplace_par).where(
            (Valeur.libelle == name) & Valeur.remplace_par.is_null(False)
        )
        return [row[0] for row in tuples_of(query)]


def key(nomenclature: str, code: str) -> str:
    return f"{nomenclature}.{code}"


def valeurs(nomenclature: str, *, retired: bool = False) -> list[Valeur]:
    """The values of a list in order; with `retired`, those no longer proposed too."""
    query: Any = Valeur.select().where(Valeur.nomenclature == nomenclature)
    if not retired:
        query = query.where(Valeur.actif)
    return list(query.order_by(Valeur.ordre, Valeur.libelle))


def choices(nomenclature: str) -> list[tuple[str, str]]:
    """(key, label) of each value proposed, in order."""
    query: Any = Valeur.select(Valeur.id, Valeur.libelle).where(
        (Valeur.nomenclature == nomenclature) & Valeur.actif
    )
    return [(row[0], row[1]) for row in tuples_of(query.order_by(Valeur.ordre, Valeur.libelle))]


def labels(keys: Sequence[str | None]) -> dict[str, str]:
    """The label of each key; of the value that took its place, for one that was merged."""
    wanted = {k for k in keys if k}
    if not wanted:
        return {}
    heir = Valeur.alias()
    query: Any = Valeur.select(Valeur.id, peewee.fn.COALESCE(heir.libelle, Valeur.libelle))
    query = query.join(heir, peewee.JOIN.LEFT_OUTER, on=(Valeur.remplace_par == heir.id))
    return dict(tuples_of(query.where(Valeur.id.in_(wanted))))


def resolved(key: str | None) -> str | None:
    """The key, or that of the value into which it was merged."""
    return Valeur.successors({key}).get(key, key) if key else None


def label(key: str | None) -> str:
    return labels([key]).get(key, "") if key else ""


def fill_lists(lists: dict[str, dict[str, Any]]) -> int:
    """Write the lists of a new base, and complete those of an old one; returns the values added.

    Called by the creation of a base and by migrations, inside a command. A value that the structure
    renamed, retired or ordered otherwise is left as it is.
    """
    added = 0
    for code, content in sorted(lists.items()):
        if Nomenclature.get_or_none(Nomenclature.id == code) is None:
            Nomenclature(id=code, libelle=content["libelle"], aide=content.get("aide", "")).save()
        known = {row[0] for row in tuples_of(Valeur.select(Valeur.id))}
        for ordre, entry in enumerate(content["valeur"]):
            if key(code, entry["code"]) not in known:
                _add(code, ordre, entry)
                added += 1
    return added


_COLUMNS = ("code", "libelle", "parent", "sensible", "precision", "mots")


def _add(nomenclature: str, ordre: int, entry: dict[str, Any]) -> None:
    parent = entry.get("parent")
    Valeur(
        id=key(nomenclature, entry["code"]),
        nomenclature=nomenclature,
        code=entry["code"],
        libelle=entry["libelle"],
        ordre=ordre,
        parent=key(nomenclature, parent) if parent else None,
        sensible=bool(entry.get("sensible")),
        precision=bool(entry.get("precision")),
        mots=" | ".join(entry.get("mots", ())),
        donnees=dumps({k: v for k, v in entry.items() if k not in _COLUMNS}),
    ).save()
