"""What a command answers: its exit code, and messages on the standard error output."""

import sys

DONE, FAILED, USAGE = 0, 1, 2


def say(message: str) -> None:
    print(message, file=sys.stderr)


def fail(message: str) -> int:
    say(message)
    return FAILED


def usage(message: str) -> int:
    say(message)
    return USAGE
