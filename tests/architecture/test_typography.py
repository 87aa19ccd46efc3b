"""What people read is written in French typography, wherever it stands in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, parsed, product_modules

FAULTS = re.compile(
    r"""
      (?<=[\w»)%…’]) \ [:;!?»] (?=\s|$|[.,)])   # an ordinary space before a sign
    | «(?![\u00a0\u202f]) | (?<![\u00a0\u202f])»  # a quotation mark against its word
    | \b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=[a-zà-ÿœ])  # a straight apostrophe
    | \w\.\.\.                                  # three dots for one sign
    | \b(?:Etat|Ecole|Education|Etape|Ecr[aiou]\w*|A\ (?:signer|faire|vérifier))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOT_READ = re.compile(r"\b(SELECT|UPDATE|WHERE|AND|VACUUM|PRAGMA)\b|\\|<\w+")


def read_by_people(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts of a module, docstrings apart; what is put into a text counts as one letter."""
    apart: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            apart.update(id(e.value) for e in body if isinstance(e, ast.Expr))
        if isinstance(node, ast.JoinedStr):
            apart.update(id(part) for part in node.values)
            apart.update(
                id(part)
                for value in node.values
                if isinstance(value, ast.FormattedValue) and value.format_spec is not None
                for part in [value.format_spec, *ast.walk(value.format_spec)]
            )
    for node in ast.walk(tree):
        if id(node) in apart:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(map(_said, node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _said(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue) and ast.unparse(part.value) == "NBSP":
        return "\u00a0"
    return str(part.value) if isinstance(part, ast.Constant) else "x"


def misspelt(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text) and not NOT_READ.search(text) and _without_case(text))


def _without_case(text: str) -> bool:
    """Whether there is a fault; capitals without their accent count only as capitals."""
    found = FAULTS.finditer(text)
    return any(
        not m[0][:1].isalpha() or m[0][0] in "AE" or "'" in m[0] or "." in m[0] for m in found
    )


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ('x = "Nom : Diallo"', True),
        ('x = f"Nom {nom} : {reste}"', True),
        ('x = f"le « {nom} »"', True),
        ('x = "l\'heure"', True),
        ('x = "Chargement..."', True),
        ('x = "Ecrivez"', True),
        ('x = "Nom\\u00a0: Diallo"', False),
        ('x = f"le «\\u00a0{nom}\\u00a0» à {heure:%H h %M}"', False),
        ('x = "SELECT a FROM b WHERE c = ? AND d >= ?"', False),
        ('"""A docstring : not read."""', False),
        ('x = "école, état"', False),
    ],
)
def test_a_fault_is_seen(code: str, wrong: bool) -> None:
    assert any(misspelt(text) for _, text in read_by_people(ast.parse(code))) == wrong


def test_texts_are_in_french_typography() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{line}: {text[:80]!r}"
        for path in product_modules()
        if _is_checked(path)
        for line, text in read_by_people(parsed(path))
        if misspelt(text)
    ]
    assert guilty == []


def _is_checked(path: Path) -> bool:
    """Frozen steps, what reads other people's spelling, and lines for machines apart."""
    name = str(path.relative_to(ROOT))
    spelt = ("models/echanges/comprehension/valeurs/", "models/echanges/lecture/")
    return not name.startswith(("models/migrations/", *spelt, "ui/selftest.py"))
