"""A demonstration that is made once, and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.comptes.acces import lock
from tests.conftest import FrozenClock
from tests.domain.echanges.demonstration.maison import create, enter

_built: list[Path] = []


@pytest.fixture
def folder(
    frozen_clock: FrozenClock, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A copy of a demonstration that is made once."""
    if not _built:
        made = tmp_path_factory.mktemp("demonstration")
        create(made / "base")
        _built.append(made / "base")
    return Path(shutil.copytree(_built[0], tmp_path / "copie"))


@pytest.fixture
def demo(folder: Path) -> Iterator[Any]:
    yield enter(folder)
    lock()
