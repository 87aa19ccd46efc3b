"""How far a test looks: a sample each time, the whole of it under `make soak`.

A test that looks further there bears `@longer`, for it to be run both times.
"""

import os

import pytest

SOAK = os.environ.get("SOAK", "") == "1"
longer = pytest.mark.longer


def depth(usual: int, *, soak: int) -> int:
    """How many cases are looked at."""
    return soak if SOAK else usual
