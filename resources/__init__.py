"""What the program ships beside its code: lists, dispositifs, icons, communes, demonstration.

Imports the standard library only. Names are paths inside this package, with `/` between their
parts; `importlib.resources` reads them, so that the frozen program finds them too.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def read_bytes(name: str) -> bytes:
    """The bytes of a file of this package; `FileNotFoundError` if there is none of that name."""
    return _entry(name).read_bytes()


def read_text(name: str) -> str:
    return read_bytes(name).decode("utf-8")


def read_toml(name: str) -> dict[str, Any]:
    import tomllib  # not on the way to the first window

    return tomllib.loads(read_text(name))


def read_tomls(folder: str) -> dict[str, dict[str, Any]]:
    """Every `.toml` file of a folder, by its name without the suffix, in alphabetical order."""
    return {
        name.removesuffix(".toml"): read_toml(f"{folder}/{name}") for name in names(folder, ".toml")
    }


def names(folder: str, suffix: str = "") -> list[str]:
    """The files of a folder whose names end so, in alphabetical order."""
    entries = _entry(folder).iterdir()
    return sorted(one.name for one in entries if one.is_file() and one.name.endswith(suffix))


def _entry(name: str) -> Traversable:
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"not a name inside the package: {name!r}")
    return files(__name__).joinpath(*parts)
