"""What the service records, and its rules. Imports neither Qt, nor `ui`, nor `reports`."""

import sys

# peewee imports every driver that it finds; psycopg alone costs as much as the rest of the start.
# It is hidden while peewee loads, and given back by `models.base.database` when a server is opened.
if "peewee" not in sys.modules:
    _psycopg = sys.modules.get("psycopg")
    sys.modules["psycopg"] = None  # type: ignore[assignment]
    import peewee  # noqa: F401

    if _psycopg is None:
        del sys.modules["psycopg"]
    else:
        sys.modules["psycopg"] = _psycopg
