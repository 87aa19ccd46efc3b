"""The parser of the arguments, in French as all that a user reads."""

import argparse
import re
from typing import Any, NoReturn

from ui.terminal.answers import USAGE

_SAID = (
    (r"the following arguments are required: (.*)", r"il manque \1"),
    (r"unrecognized arguments: (.*)", r"\1 n’est pas compris"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\2 n’est pas l’un de \3"),
    (r"argument (\S+): expected one argument", r"\1 demande une valeur"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 ne va pas avec \2"),
)


class Parser(argparse.ArgumentParser):
    """Says in French how it is used, and what is wrong with the arguments."""

    def __init__(self, **kinds: Any) -> None:
        super().__init__(**{**kinds, "add_help": False})
        self._positionals.title, self._optionals.title = "à donner", "options"
        if kinds.get("add_help", True):
            self.add_argument(
                "-h", "--help", action="help", help="montrer cette aide, puis quitter"
            )

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Usage\u00a0:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Usage\u00a0:", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, french in _SAID:
            message = re.sub(pattern, french, message)
        self.exit(USAGE, f"{self.prog}\u00a0: {message}.\n{self.format_usage()}")
