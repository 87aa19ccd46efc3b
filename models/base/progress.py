"""Progress and cancel for slow functions, without a toolkit."""

from collections.abc import Callable


class Cancelled(Exception):
    """The user asked to stop; whatever was begun is rolled back."""


class Progress:
    """Told `step(done, total)` by a slow function; once cancelled, raises `Cancelled` there."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` units of work are behind us (total 0: unknown)."""
        if self._cancelled:
            raise Cancelled
        if self._report is not None:
            self._report(done, total)
