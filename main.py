"""Côte à Côte: reads the arguments, then hands over to the window or to the terminal."""

import contextlib
import gc
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run a command and return its exit code, or open the window when there is none."""
    _leave_no_dump()
    if arguments == ["--selftest"]:
        from ui.selftest import selftest

        return selftest()
    folder: Path | None = None
    if arguments:
        from ui import terminal

        options = terminal.parse(arguments)
        if options.commande is not None:
            return terminal.run(options)
        folder = options.donnees
    gc.disable()  # until the window's own collector: what is built to start is not garbage
    from ui.app import run

    return run(folder)


def _leave_no_dump() -> None:
    """A crash does not write the memory, with its keys and notes, on the disk."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # no such thing on Windows

        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
