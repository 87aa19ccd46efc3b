"""Run a program on a desk of its own: print what it shows, keep a picture.

    python -m tests.desk --size 1280x720 --scheme dark --picture ecran.png -- python main.py

`--keys` and `--type` act on the window before the picture, in the order given.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.desk import keyring as keyrings
from tests.desk.desk import Desk
from tests.desk.session import Session


class _Gesture(argparse.Action):
    """Keeps --keys and --type in one list, in the order of the line."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        namespace.gestures = [*namespace.gestures, (option, values)]


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.desk", description=__doc__)
    parser.add_argument("--size", default="1280x720", help="width x height of the screen")
    parser.add_argument("--scale", default="1", help="scale of the program")
    parser.add_argument("--scheme", choices=["light", "dark"], default="")
    keyring_kinds = ["none", "unlocked", "locked", "null"]
    parser.add_argument("--keyring", choices=keyring_kinds, default="none")
    parser.add_argument("--window", default="", help="part of the title to wait for")
    parser.add_argument("--wait", type=float, default=0.5, help="seconds after each gesture")
    parser.add_argument("--keys", action=_Gesture, help="chords, separated by spaces")
    parser.add_argument("--type", action=_Gesture, help="text to type")
    parser.add_argument("--picture", type=Path, help="file for a picture of the screen")
    parser.add_argument("command", nargs="+")
    parser.set_defaults(gestures=[])
    return parser.parse_args(arguments)


def show(wanted: argparse.Namespace, folder: Path) -> None:
    width, height = map(int, wanted.size.split("x"))
    session = Session(folder, size=(width, height))
    try:
        keyrings.provide(session, wanted.keyring)
        session.environment["QT_SCALE_FACTOR"] = wanted.scale
        desk = Desk(session, scheme=wanted.scheme)
        try:
            act(desk, wanted)
        finally:
            desk.stop()
    finally:
        session.stop()


def act(desk: Desk, wanted: argparse.Namespace) -> None:
    desk.start(wanted.command)
    desk.wait_window(wanted.window)
    time.sleep(wanted.wait)
    for option, value in wanted.gestures:
        if option == "--keys":
            desk.keys(*value.split())
        else:
            desk.type_text(value)
        time.sleep(wanted.wait)
    sys.stdout.write(desk.outline() + "\n")
    sys.stderr.write(desk.output())
    if wanted.picture:
        desk.screenshot(wanted.picture)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="cac-", ignore_cleanup_errors=True) as place:
        show(read(sys.argv[1:]), Path(place))
