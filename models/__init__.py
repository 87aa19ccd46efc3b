"""What the service records, and its rules. Imports neither Qt, nor `ui`, nor `reports`."""

import importlib
import sys
from types import ModuleType
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher


class _Later(ModuleType):
    """A module that is loaded when it is first used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


# peewee imports every driver that it finds, and what few of its fields use. While it loads, SQLite
# is SQLCipher, the one that `models.base.database` opens; psycopg, which costs as much as the rest
# of the start, is hidden, and given back by `models.base.database` when a server is opened.
if "peewee" not in sys.modules:
    _stand_ins = {"sqlite3": sqlcipher, "psycopg": None}
    _stand_ins |= {name: _Later(name) for name in ("calendar", "socket", "uuid")}
    _known = {name: sys.modules.pop(name) for name in _stand_ins if name in sys.modules}
    sys.modules.update(_stand_ins)
    import peewee  # noqa: F401

    for _name in _stand_ins:
        del sys.modules[_name]
    sys.modules.update(_known)
