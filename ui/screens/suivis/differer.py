"""Putting a signal off, from the page of a suivi and from the list."""

import datetime as dt

from models.base import clock
from models.suivis.signaux import Signal, put_off
from ui.kit.context import Context

DELAYS = ((7, "une semaine"), (14, "deux semaines"), (31, "un mois"))


def defer(context: Context, signal: Signal, days: int) -> None:
    until = clock.today() + dt.timedelta(days=days)
    context.attempt(
        lambda: put_off(signal, jusqu_au=until, agent=context.actor.agent_id),
        said=f"Signal reporté au {until:%d/%m/%Y}",
    )
