"""What is imported when it is first needed, by the path where it is: `module:name`."""

import importlib
from typing import Any


def load(path: str) -> Any:
    """The class or the function at `module:name`."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
