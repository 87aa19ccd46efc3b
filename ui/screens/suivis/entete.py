"""What a page of suivi says of itself: since when, with what end, the next rendez-vous."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text
from models.suivis.sortie import classes_of
from models.suivis.suivi import Statut, Suivi, statut_of
from models.suivis.suspension import suspended_on
from ui.kit.page import card, text


def standing(suivi: Suivi, day: dt.date, *, reads: bool) -> tuple[str, str]:
    """The word of its status and its kind: one that stands still is not told as going on.

    Only who reads its parcours is told that it stands still.
    """
    statut = statut_of(suivi, day)
    if reads and statut is Statut.EN_COURS and suspended_on(suivi.id, day) is not None:
        return "Suspendu", "info"
    return statut.label, statut.kind


def period_of(suivi: Suivi, *, reads: bool) -> str:
    """Since when, until when; for who reads its parcours, whether it stands still today."""
    begun = f"depuis le {as_text(suivi.ouvert_le)}"
    if suivi.clos_le is not None:
        return f"{begun}, jusqu’au {as_text(suivi.clos_le)}"
    pause = suspended_on(suivi.id, clock.today()) if reads else None
    return begun if pause is None else f"{begun}, suspendu depuis le {as_text(pause.du)}"


def became(suivi: Suivi) -> str:
    """What the person became, how that counts, for whom otherwise; nothing while it goes on."""
    counted = classes_of(suivi)
    if suivi.motif_sortie is None or not counted:
        return ""
    words = [suivi.motif_sortie.libelle, suivi.precision_sortie]
    told = ", ".join(word for word in words if word)
    usual, *payers = counted
    apart = [
        f"{one.financeur}\u00a0: {_short(one.libelle)}"
        for one in payers
        if one.classe != usual.classe
    ]
    return f"Sortie\u00a0: {told} ({', '.join([_short(usual.libelle), *apart])})"


def _short(classe: str) -> str:
    """A class among brackets, without its own."""
    return classe.partition(" (")[0].lower()


def said_coming(coming: tuple[dt.date, dt.time | None] | None) -> str:
    if coming is None:
        return "aucun"
    day, hour = coming
    return as_text(day) + (f" à {hour:%H:%M}" if hour else "")


def unread() -> QWidget:
    """In place of a parcours that this account may not read."""
    said = text(
        "Le parcours se lit avec un compte de référent ou de responsable.",
        "secondary",
        "suivi.parcours",
    )
    said.setWordWrap(True)
    made = card("Parcours", said)
    made.body.addStretch(1)
    return made
