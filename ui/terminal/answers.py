"""What a command answers: its exit code, and messages on the standard error output."""

import sys
from pathlib import Path

DONE, FAILED, USAGE = 0, 1, 2


def say(message: str) -> None:
    print(message, file=sys.stderr)


def fail(message: str) -> int:
    say(message)
    return FAILED


def usage(message: str) -> int:
    say(message)
    return USAGE


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
