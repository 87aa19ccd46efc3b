"""What the service records, and its rules. Imports neither Qt, nor `ui`, nor `reports`."""

import sys

import sqlcipher3.dbapi2 as sqlcipher

# peewee imports every driver that it finds. While it loads, SQLite is SQLCipher, the one that
# `models.base.database` opens, and psycopg, which costs as much as the rest of the start, is
# hidden; the latter is given back by `models.base.database` when a server is opened.
if "peewee" not in sys.modules:
    _drivers = {"sqlite3": sqlcipher, "psycopg": None}
    _known = {name: sys.modules.pop(name) for name in _drivers if name in sys.modules}
    sys.modules.update(_drivers)
    import peewee  # noqa: F401

    for _driver in _drivers:
        del sys.modules[_driver]
    sys.modules.update(_known)
