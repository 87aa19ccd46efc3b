"""Côte à Côte: reads the arguments, then hands over to the window or to the terminal."""

import gc
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run a command and return its exit code, or open the window when there is none."""
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
