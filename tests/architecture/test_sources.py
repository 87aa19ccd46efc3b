"""Who may read the clock and the keyring, how long a module may be, what must not be published."""

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import (
    ROOT,
    committed,
    imported,
    module_name,
    parsed,
    product_modules,
)

CLOCK = "models.base.clock"
KEYCHAIN = "models.base.keychain"
CLOCK_READERS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
}
# Qt has clocks of its own; a monotonic clock tells lapses, not dates, and stays free.
QT_CLOCK_READERS = {"currentDateTime", "currentDateTimeUtc", "currentDate", "currentTime"}
LINES_LIMIT = 400
BINARY = {".png", ".ttf", ".otf", ".ico", ".xlsx", ".ods", ".pdf", ".gz", ".db", ".qm", ".webp"}
# Written in pieces, so that this file does not hold what it looks for.
PRIVATE_PLACES = [
    re.compile(r"(?<![\w.-])/" + place + r"/") for place in ("work", "root", "home/[a-z]+", "opt")
]
REGISTRIES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"--(extra-)?index" + r"-url",
        r"--find" + r"-links",
        r"--trusted" + r"-host",
        r"files\.python" + r"hosted\.org",
        r"\bpypi\.(org|python)" + r"\b",
        r"registry\.npm" + r"js",
    )
]


def names_bound(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for, as a dotted path."""
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return bound


def dotted(node: ast.expr) -> str:
    """`a.b.c`, or nothing for what is reached through a call."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def clock_readings(tree: ast.Module) -> Iterator[int]:
    """The lines where the clock is read, or where a function that reads it is handed over."""
    bound = names_bound(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in QT_CLOCK_READERS:
            yield node.lineno
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        head, _, rest = dotted(node).partition(".")
        whole = bound.get(head, head) + (f".{rest}" if rest else "")
        if whole in CLOCK_READERS:
            yield node.lineno


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("import datetime as dt\ndt.datetime.now(dt.UTC)", True),
        ("import datetime as dt\nfield(default=dt.date.today)", True),
        ("from datetime import date\ndate.today()", True),
        ("import time\ntime.time()", True),
        ("from time import time as t\nt()", True),
        ("from PySide6.QtCore import QDate\nQDate.currentDate()", True),
        ("import time\ntime.monotonic()\ntime.perf_counter()", False),
        ("import datetime as dt\ndt.datetime(2026, 3, 11)", False),
        ("from models.base import clock\nclock.today()", False),
    ],
)
def test_a_reading_of_the_clock_is_recognised(text: str, reads: bool) -> None:
    assert bool(list(clock_readings(ast.parse(text)))) == reads


def test_only_the_clock_module_reads_the_clock() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in product_modules()
        if module_name(path) != CLOCK
        for line in clock_readings(parsed(path))
    ]
    assert guilty == []


def test_only_the_keychain_touches_the_keyring() -> None:
    guilty = [
        str(path.relative_to(ROOT))
        for path in product_modules()
        if module_name(path) != KEYCHAIN
        and any(name.split(".")[0] in {"keyring", "secretstorage"} for name in imported(path))
    ]
    assert guilty == []


def test_modules_can_be_read_in_one_sitting() -> None:
    """Long ones are named at each run; past the limit and a half they stop it."""
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in committed()
        # Migrations are frozen descriptions, each in one piece.
        if path.suffix == ".py" and path.parent.name != "migrations"
    }
    long = {name: count for name, count in lengths.items() if count > LINES_LIMIT}
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        for name, count in long.items():
            warnings.warn(f"{name}: {count} lines", stacklevel=1)
    assert {name for name, count in long.items() if count > LINES_LIMIT * 1.5} == set()


def test_every_module_and_package_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in committed()
        if path.suffix == ".py"
        and path.stat().st_size  # an empty `__init__.py` only makes a folder importable
        and ast.get_docstring(parsed(path)) is None
    ]
    assert silent == []


def test_no_file_is_a_drawer_of_all_sorts() -> None:
    drawers = {"utils", "helpers", "common", "misc", "manager", "controller"}
    assert [p for p in committed() if drawers & {p.stem, *p.relative_to(ROOT).parts}] == []


def test_a_button_has_its_menu_where_assistive_technology_reaches_it() -> None:
    home = ROOT / "ui/kit/obeying.py"
    alone = {".setMenu(", ".setPopupMode("}
    guilty = [
        str(path.relative_to(ROOT))
        for path in product_modules()
        if path != home and any(call in path.read_text(encoding="utf-8") for call in alone)
    ]
    assert guilty == [], "ui.kit.obeying.drops"


def text_files() -> Iterator[tuple[Path, str]]:
    for path in committed():
        if path.suffix not in BINARY:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def test_no_private_place_and_no_registry_is_published() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in text_files()
        for pattern in (*PRIVATE_PLACES, *REGISTRIES)
        if (match := pattern.search(text))
    ]
    assert guilty == []


def test_locks_pin_every_package_by_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
        pinned = [entry for entry in entries if re.match(r"[\w.-]+(\[[\w,-]+\])?==", entry)]
        assert len(pinned) > 20
        assert [entry for entry in pinned if "--hash=sha256:" not in entry] == []
        assert "://" not in text
