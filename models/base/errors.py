"""The three refusals that a user can read. Anything else that is raised is a bug."""

from collections.abc import Sequence


class Failure(Exception):
    """A refusal with one French sentence for the user: what, why, and what to do.

    `names` are those of people in the sentence: they hide where a visitor may read it.
    """

    def __init__(self, message: str, *, names: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.names = tuple(names)


class Invalid(Failure):
    """A value is not acceptable; `field` is the name of the column or parameter at fault."""

    def __init__(self, field: str, message: str, *, names: Sequence[str] = ()) -> None:
        super().__init__(message, names=names)
        self.field = field


class Refused(Failure):
    """The act is not allowed now, or not to this account."""


class Conflict(Refused):
    """Somebody else changed the row since it was read."""


class Unavailable(Failure):
    """A file, a server or a device does not answer; trying again may succeed."""
