"""Loads PySide without what it describes its own classes with, until it has to describe one."""

import builtins
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ui.kit.enumerations import shorten

# It carries these as texts, compiled at every start: a third of the time a bare window takes.
_FOLDER = "shibokensupport/signature"
_DESCRIBING = (
    f"{_FOLDER}/errorhandler.py",
    f"{_FOLDER}/layout.py",
    f"{_FOLDER}/mapping.py",
    f"{_FOLDER}/parser.py",
    f"{_FOLDER}/lib/enum_sig.py",
    f"{_FOLDER}/lib/pyi_generator.py",
    f"{_FOLDER}/lib/tool.py",
)
_STAND_IN = f"""
from {__name__} import later
__getattr__ = later(globals())
def update_mapping():  # looked up past `__getattr__`, before an error is worded
    return __getattr__("update_mapping")()
"""
_texts: dict[str, bytes] = {}


def load() -> None:
    """Load PySide; whatever somebody already loaded stays as it is."""
    shorten()
    with _standing_in():
        importlib.import_module("PySide6.QtCore")
    # It would read the source of whatever is imported from now on, for a « from __feature__ »
    # that none of ours has.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def later(names: dict[str, Any]) -> Callable[[str], Any]:
    """The `__getattr__` of a module: the first name it is asked for makes it what it is."""

    def fill(name: str) -> Any:
        file = names["__file__"]
        if file in _texts and not name.startswith("__"):
            exec(compile(_texts.pop(file), file, "exec"), names)  # noqa: S102  # PySide's own
        if name in names:
            return names[name]
        raise AttributeError(f"module {names['__name__']!r} has no attribute {name!r}")

    return fill


@contextmanager
def _standing_in() -> Iterator[None]:
    """What describes is kept as it came; something that loads it is compiled in its place."""
    compiled = builtins.compile

    def compile_or_keep(source: Any, filename: Any, *rest: Any, **options: Any) -> Any:
        if filename in _DESCRIBING:
            _texts[filename], source = source, _STAND_IN
        return compiled(source, filename, *rest, **options)

    builtins.compile = compile_or_keep
    try:
        yield
    finally:
        builtins.compile = compiled
