"""A base with something in it, open for its first account; cheap passwords."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.comptes import acces, compte
from tests.domain.comptes.maison import found


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Whatever a test left open."""
    yield
    acces.lock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a base whose accounts are « claire » and two agents without login."""
    place = tmp_path / "base"
    found(place)
    compte.create_agent_sans_compte(prenom="Léa")
    compte.create_agent_sans_compte(prenom="Noé")
    return place
