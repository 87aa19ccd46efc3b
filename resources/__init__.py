"""What the program ships beside its code: lists, dispositifs, icons, communes, demonstration.

Imports the standard library only. Names are paths inside this package, with `/` between their
parts. The files stand beside this one in the frozen program too; `importlib.resources` would find
them as well, for some ten milliseconds of the start.
"""

from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def read_bytes(name: str) -> bytes:
    """The bytes of a file of this package; `FileNotFoundError` if there is none of that name."""
    return path(name).read_bytes()


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
    entries = path(folder).iterdir()
    return sorted(one.name for one in entries if one.is_file() and one.name.endswith(suffix))


def path(name: str) -> Path:
    """Where a file or a folder of this package is; `ValueError` for a name that leads out of it."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise ValueError(f"not a name inside the package: {name!r}")
    return _FOLDER.joinpath(*parts)
