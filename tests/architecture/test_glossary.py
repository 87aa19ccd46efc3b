"""Each table of the models is in the README's glossary, under its one name."""

import importlib
import re

from models.base.table import Table
from tests.architecture.sources import ROOT, module_name, product_modules

CODE = re.compile(r"`(\w+)`")


def tables() -> set[type[Table]]:
    """The concrete tables of every area."""
    for path in product_modules():
        name = module_name(path)
        if name.startswith("models.") and not name.startswith("models.migrations"):
            importlib.import_module(name)
    found: set[type[Table]] = set()
    waiting = [Table]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            found.add(child)
    return {table for table in found if table.__module__.startswith("models.")}


def glossary() -> set[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("## Glossaire", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("|")]
    return {name for row in rows if len(row) > 2 for name in CODE.findall(row[2])}


def test_every_table_is_in_the_glossary() -> None:
    known = tables()
    assert known, "no table was found"
    public = {t.__name__ for t in known if not t.__module__.startswith("models.base.")}
    assert sorted(public - glossary()) == []
