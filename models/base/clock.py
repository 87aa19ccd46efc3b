"""The only readers of the clock, and what its days are called."""

import datetime as dt

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def now() -> dt.datetime:
    """The present instant, aware, in UTC, to the microsecond."""
    return dt.datetime.now(dt.UTC)


def local(instant: dt.datetime) -> dt.datetime:
    """The wall time of this computer for an aware `instant`, without time zone."""
    return instant.astimezone().replace(tzinfo=None)


def instant_of(wall: dt.datetime) -> dt.datetime:
    """The instant of a time on the wall; an hour that a spring night skips is the one after."""
    return type(wall).fromtimestamp(wall.timestamp(), dt.UTC)


def wall() -> dt.datetime:
    """The wall time of this computer now, without time zone."""
    return local(now())


def today() -> dt.date:
    """The day on the wall of this computer."""
    return wall().date()
