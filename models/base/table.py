"""The base table: client-made key, version for two desks, images for undo; no bare write."""

import base64
import contextvars
import datetime as dt
import functools
import importlib
import itertools
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol, Self

import peewee

from models.base import clock
from models.base.database import OutsideCommand, handle, proxy
from models.base.errors import Conflict, Refused
from models.base.fields import IdField, InstantField, TextField, VersionField
from models.base.ids import new_id

BATCH = 1000  # rows handed to the driver at once


class Recorder(Protocol):
    """What a running command keeps of each row that it writes.

    A line is a table's name, a row's key, its image before (none: it was made), its version after.
    """

    lines: list[tuple[str, str, str | None, int | None]]

    def wrote(
        self, row: "Table", *, before: dict[str, Any] | None, fields: Iterable[str]
    ) -> None: ...

    def inserted(self, table: type["Table"], ids: Sequence[str]) -> None: ...

    def removed(self, row: "Table", before: dict[str, Any]) -> None: ...

    def archived(self, table: type["Table"]) -> None: ...

    def repointed(
        self, table: type["Table"], images: Sequence[dict[str, Any]], *, field: str
    ) -> None: ...


recorder: contextvars.ContextVar[Recorder | None] = contextvars.ContextVar("recorder", default=None)


class PlainTable(peewee.Model):
    """A table of the machinery (words, journal, drafts): no version, no undo."""

    class Meta:
        database = proxy
        legacy_table_names = False


class Table(peewee.Model):
    """A table of the trade. `save()` and `remove()` are the only ways to write one row."""

    id = IdField(primary_key=True, default=new_id)
    version = VersionField(default=1)
    created_at = InstantField(default=clock.now)
    created_by = IdField(null=True)
    archived_at = InstantField(null=True)

    class Meta:
        database = proxy
        legacy_table_names = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._loaded = bool(kwargs.get("__no_default__"))  # built by a query
        super().__init__(*args, **kwargs)

    def save(self, **_: Any) -> Self:  # type: ignore[override]  # a row, not a count
        """Insert or update this row; `Conflict` if somebody changed it since it was read."""
        keeper = the_recorder()
        self.clean()
        follow([self])
        return self._update(keeper) if self._loaded else self._insert(keeper)

    def remove(self) -> None:
        """Delete this row. For links and drafts of a file; a noun is archived instead."""
        keeper = the_recorder()
        before = self.image()
        table = type(self)
        count = (
            peewee.ModelDelete(table)
            .where((table.id == self.id) & (table.version == self.version))
            .execute()
        )
        if not count:
            raise conflict()
        keeper.removed(self, before)

    def archive(self) -> Self:
        self.archived_at = clock.now()
        return self.save()

    def touch(self, *names: str) -> Self:
        """Write this row again because what hangs from it changed, under `names` in the journal.

        Its version then tells two desks apart, though none of its own columns moved.
        """
        keeper = the_recorder()
        before = self.image()
        self._write({})
        keeper.wrote(self, before=before, fields=names)
        return self

    def image(self) -> dict[str, Any]:
        """The row as it is, in JSON's own types, by column name."""
        return {f.column_name: to_json(self.__data__.get(f.name)) for f in self._meta.sorted_fields}

    @classmethod
    def get_by_id(cls, pk: Any) -> Self:
        """`Refused` when it is there no more: who names a row by its key had it under the eyes."""
        found: Self | None = cls.get_or_none(cls.id == pk)
        if found is None:
            raise Refused("Cela n’existe plus\u00a0: cela a été retiré sur un autre poste.")
        return found

    def restored(self) -> None:
        """Called on a row that undo has put back; rebuilds what derives from it."""

    def absorb(self, other: Self) -> None:
        """Take over what `other` counts, before it goes: it has become the same row as this."""

    @classmethod
    def successors(cls, keys: Collection[str] | None = None) -> dict[str, str]:
        """Which row took the place of each of these (of any); where rows may be replaced."""
        return {}

    def unsaved(self, version: int | None, names: Iterable[str]) -> None:
        """Take back what `save` noted of this row, since its transaction was given up.

        `version` is the one that is stored, none if no row is; the values stay as they were typed.
        """
        self._loaded = version is not None
        self.version = version or 1
        self._dirty.update(names)  # type: ignore[attr-defined]  # missing from the stubs

    def clean(self) -> None:
        """Take stray blanks out of its texts; `Invalid` if one is too long."""
        for field in self._meta.sorted_fields:
            value = self.__data__.get(field.name)
            if isinstance(field, TextField) and isinstance(value, str):
                cleaned = field.cleaned(value)
                if cleaned != value:
                    setattr(self, field.name, cleaned)

    def changed_since(self, stored: Self | None) -> list[str]:
        """The columns that it changes of the stored row; `Conflict` if somebody else did."""
        if stored is None or stored.version != self.version:
            raise conflict()
        names = [f.name for f in self._meta.sorted_fields if f.name in self._set_names()]
        return [n for n in names if stored.__data__.get(n) != self.__data__.get(n)]

    def settle(self) -> None:
        """It is now as it is stored."""
        self._loaded = True
        self._dirty.clear()  # type: ignore[attr-defined]  # missing from the stubs

    def _set_names(self) -> set[str]:
        return {field.name for field in self.dirty_fields} - {"id", "version"}

    def _insert(self, keeper: Recorder) -> Self:
        for field in foreign_keys(type(self)):
            key = self.__data__.get(field.name)
            if key is not None and (kept := stand_ins(type(self), field, {key}).get(key)):
                setattr(self, field.name, kept)
        if self.created_by is None:
            actor = handle().actor
            self.created_by = actor.agent_id if actor else None
        fields = self._meta.sorted_fields
        insert_row(type(self), [f.db_value(self.__data__.get(f.name)) for f in fields])
        self.settle()
        keeper.wrote(self, before=None, fields=())
        return self

    def _update(self, keeper: Recorder) -> Self:
        if not self._set_names():
            return self
        table = type(self)
        stored = table.get_or_none(table.id == self.id)
        changed = self.changed_since(stored)
        if changed and stored is not None:
            self._write({self._meta.fields[n]: self.__data__.get(n) for n in changed})
            keeper.wrote(self, before=stored.image(), fields=changed)
        self.settle()
        return self

    def _write(self, values: dict[Any, Any]) -> None:
        """Change these columns under the next version, if nobody changed the row meanwhile."""
        table = type(self)
        count = (
            peewee.ModelUpdate(table, {**values, table.version: self.version + 1})
            .where((table.id == self.id) & (table.version == self.version))
            .execute()
        )
        if not count:
            raise conflict()
        self.version += 1


def tables() -> dict[str, type[Table]]:
    """Every table of the trade that is loaded, by its name."""
    found = {t._meta.table_name: t for t in Table.__subclasses__()}
    _by_name.update(found)
    return found


def every_table() -> dict[str, type[Table]]:
    """Every table of the trade, loaded or not so far."""
    load_every_table()
    return tables()


def table_named(name: str) -> type[Table]:
    """The table of that name, though nothing in this process has needed it yet."""
    found = _by_name.get(name) or tables().get(name)
    if found is None:
        load_every_table()
        found = tables()[name]
    return found


def links_to(target: type[Table]) -> list[tuple[type[Table], Any]]:
    """Each column of the trade that points to this table, with the table that it is in."""
    return [
        (table, field)
        for _, table in sorted(every_table().items())
        for field in foreign_keys(table)
        if field.rel_model is target
    ]


def repoint(table: type[Table], field: Any, *, old: str, new: str, images: bool) -> int:
    """Make a column hold `new` wherever it holds `old`, all rows at once; returns how many.

    Their version stays: nobody has changed what they say. With `images`, it can be undone.
    """
    keeper = the_recorder()
    here = field == old
    rows: list[dict[str, Any]] = []
    if images:
        rows = [row.image() for row in table.select().where(here)]
        here = table.id.in_([row["id"] for row in rows])  # the table is not read a second time
        if not rows:
            return 0
    count = int(peewee.ModelUpdate(table, {field: new}).where(here).execute())
    if count:
        keeper.repointed(table, rows, field=field.name)
    return count


def follow(rows: Sequence[Table]) -> None:
    """Let rows of one table point to what has taken the place of a row since it was chosen."""
    for table, names in _replaceable(type(rows[0])):
        chosen = [
            (row, name, key)
            for row in rows
            for name in names
            if name in row._dirty  # type: ignore[attr-defined]  # missing from the stubs
            and (key := row.__data__.get(name)) is not None
        ]
        instead = table.successors({key for _, _, key in chosen}) if chosen else {}
        for row, name, key in chosen:
            if key in instead:
                setattr(row, name, instead[key])


@functools.cache
def foreign_keys(table: type[Table]) -> list[Any]:
    """The columns of a table that point to rows of another."""
    fields = table._meta.sorted_fields
    return [field for field in fields if isinstance(field, peewee.ForeignKeyField)]


def stand_ins(table: type[Table], field: Any, keys: Collection[str]) -> dict[str, str]:
    """What new rows will hold in a column instead of these keys, as the areas tell."""
    found: dict[str, str] = {}
    for told in before_insert:
        found.update(told(table, field, keys))
    return found


@functools.cache
def _replaceable(table: type[Table]) -> list[tuple[type[Table], list[str]]]:
    """The columns of a table that point to rows that may be replaced, by the table of these."""
    found: dict[type[Table], list[str]] = {}
    for field in foreign_keys(table):
        if _is_replaceable(field.rel_model):
            found.setdefault(field.rel_model, []).append(field.name)
    return list(found.items())


def _is_replaceable(table: Any) -> bool:
    """Whether it has a rule of its own for what takes the place of its rows."""
    return issubclass(table, Table) and table.successors.__func__ is not Table.successors.__func__  # type: ignore[attr-defined]  # of a class method


@functools.cache
def load_every_table() -> None:
    import pkgutil

    areas = importlib.import_module("models")
    for module in pkgutil.walk_packages(areas.__path__, "models."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)


_by_name: dict[str, type[Table]] = {}
# Of the keys that a column of new rows is about to hold, each tells which others stand for them.
before_insert: list[Callable[[type[Table], Any, Collection[str]], dict[str, str]]] = []


@functools.cache
def insert_sql(table: type[peewee.Model], param: str, names: tuple[str, ...] = ()) -> str:
    """The INSERT of a row of these columns (all, in the table's order, when none is named).

    Written once: building it anew took longer than running it.
    """
    columns = names or tuple(f.column_name for f in table._meta.sorted_fields)
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([param] * len(columns))
    return f'INSERT INTO "{table._meta.table_name}" ({quoted}) VALUES ({marks})'


def insert_row(table: type[peewee.Model], values: Sequence[Any]) -> None:
    """Insert one row of database values, in the order of the table's fields."""
    engine = handle().engine
    engine.execute_sql(insert_sql(table, engine.param), values)


def add_all(table: type[Table], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert many rows given as tuples in the order of `names`, where `id` must come first.

    Columns that are not named take their default. For imports and the demonstration; returns how
    many. Texts must be clean already.
    """
    keeper = the_recorder()
    actor = handle().actor
    rest = _defaults(table, names)
    stamp = (1, clock.now(), actor.agent_id if actor else None, *rest.values())
    if names[0] != "id":
        raise ValueError("the first name must be id")
    stamped = ("version", "created_at", "created_by", *rest)
    fields = [table._meta.fields[n] for n in (*names, *stamped)]
    sql = insert_sql(table, handle().engine.param, tuple(f.column_name for f in fields))
    convert = [_converter(f) for f in fields]
    links = [(at, f) for at, f in enumerate(fields) if isinstance(f, peewee.ForeignKeyField)]
    ids: list[str] = []
    cursor = handle().engine.cursor()
    source = iter(rows)
    while packet := list(itertools.islice(source, BATCH)):
        batch = [[c(v) for c, v in zip(convert, (*row, *stamp), strict=True)] for row in packet]
        for at, field in links:
            _redirect(table, field, at, batch)
        cursor.executemany(sql, batch)
        ids += [row[0] for row in packet]
    keeper.inserted(table, ids)
    return len(ids)


def _redirect(table: type[Table], field: Any, at: int, batch: Sequence[list[Any]]) -> None:
    """Let the rows of a batch point to what stands now for what they were given."""
    keys = {row[at] for row in batch} - {None}
    instead = stand_ins(table, field, keys) if keys else {}
    for row in batch if instead else ():
        row[at] = instead.get(row[at], row[at])


def archive_all(table: type[Table], keys: Sequence[str], *, back: bool = False) -> None:
    """Archive many rows without reading them, for a command that cannot be undone line by line.

    `back`: take them out as they were, version too, so that nothing seems to have changed them.
    """
    keeper = the_recorder()
    at, step = (None, -1) if back else (clock.now(), 1)
    for start in range(0, len(keys), BATCH):
        values = {table.archived_at: at, table.version: table.version + step}
        packet = table.id.in_(keys[start : start + BATCH])
        peewee.ModelUpdate(table, values).where(packet).execute()
    if keys:
        keeper.archived(table)


def _converter(field: Any) -> Callable[[Any], Any]:
    """From a Python value to that of the base; a link goes to what took its target's place."""
    target = field.rel_model if isinstance(field, peewee.ForeignKeyField) else None
    instead = target.successors() if target is not None and _is_replaceable(target) else {}
    if not instead:
        plain: Callable[[Any], Any] = field.db_value
        return plain
    return lambda value: field.db_value(instead.get(value, value))


def _defaults(table: type[Table], names: Sequence[str]) -> dict[str, Any]:
    """What the columns that are not named hold of themselves."""
    others = (f for f in table._meta.sorted_fields if f.name not in {*names, "version"})
    return {f.name: f.default for f in others if f.default is not None and not callable(f.default)}


def tuples_of(query: Any) -> list[tuple[Any, ...]]:
    """The rows of a query as tuples: for lists and figures, where models would cost too much."""
    return list(query.tuples())


def as_day(value: Any) -> dt.date:
    """The day that a query computed: a text where the engine has no type for it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def to_json(value: Any) -> Any:
    """A column's value in JSON's own types."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return value


def from_json(field: Any, value: Any) -> Any:
    """The Python value of `field` from what `to_json` made of it."""
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if isinstance(value, str) and isinstance(field, InstantField):
        return dt.datetime.fromisoformat(value)
    return field.python_value(value)


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written_so_far() -> Sequence[tuple[str, str, str | None, int | None]]:
    """The lines of the rows that the running command wrote until now."""
    return tuple(the_recorder().lines)


def the_recorder() -> Recorder:
    keeper = recorder.get()
    if keeper is None:
        raise OutsideCommand("a row is written outside a command")
    return keeper


def conflict() -> Conflict:
    return Conflict(
        "Ce que vous corrigez vient d’être modifié sur un autre poste ou dans une autre fenêtre. "
        "Votre saisie est gardée\u00a0; relisez la version actuelle avant d’enregistrer."
    )
