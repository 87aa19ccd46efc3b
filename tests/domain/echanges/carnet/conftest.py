"""A base on each real engine, a stick beside it, and the clock stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.comptes import acces
from tests.conftest import FrozenClock
from tests.domain.echanges.carnet.route import Route
from tests.engines import Engine, fresh_sqlcipher
from tests.factories import created


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Whatever a test left open."""
    yield
    acces.lock()


@pytest.fixture
def route(engine: Engine, frozen_clock: FrozenClock, tmp_path: Path) -> Iterator[Route]:
    """Wednesday 11 March 2026, 14:32; the house is a file, then a server."""
    with _route(engine, tmp_path) as opened:
        yield opened


@pytest.fixture
def route_of_file(frozen_clock: FrozenClock, tmp_path: Path) -> Iterator[Route]:
    """The same with a file alone, for what does not depend on the engine of the house."""
    with _route(fresh_sqlcipher(tmp_path / "base"), tmp_path) as opened:
        yield opened


@contextmanager
def _route(engine: Engine, tmp_path: Path) -> Iterator[Route]:
    stick = tmp_path / "cle-usb"
    stick.mkdir()
    with created(engine, tmp_path / "base") as house:
        yield Route(house, stick)
