"""A clock that stands still, in place of the program's."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock


class FrozenClock:
    """Holds the instant that the program's clock gives, until told otherwise."""

    def __init__(self, instant: dt.datetime) -> None:
        self.instant = instant

    def install(self, patch: pytest.MonkeyPatch) -> None:
        # Below `clock.now` rather than in its place: who imported it by name is frozen too.
        patch.setattr(clock, "dt", _FrozenModule(self))

    def now(self) -> dt.datetime:
        return self.instant

    def set(self, instant: dt.datetime) -> None:
        """Take an aware instant, or the time on the wall."""
        self.instant = instant.astimezone(dt.UTC)

    def advance(self, **lapse: float) -> None:
        self.instant += dt.timedelta(**lapse)


class _FrozenModule:
    """The `datetime` module as the clock sees it, with one name replaced."""

    def __init__(self, frozen: FrozenClock) -> None:
        class Frozen(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
                return frozen.now().astimezone(tz)

        self.datetime = Frozen

    def __getattr__(self, name: str) -> Any:
        return getattr(dt, name)
