"""Hours and presences on the page of a suivi, and the attestation that the person takes away."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from models.ateliers.seance import Presence, presences_of_suivi
from models.suivis.suivi import Suivi
from models.suivis.temps import temps_of
from tests.documents.reading import flat, text_of
from tests.factories import writing
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_missions import begin
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]

COUNTED = "suivi.heures.compteur"


def aims(suivi: Suivi, hours: int, weekly: int) -> None:
    with writing():
        kept = Suivi.get_by_id(suivi.id)
        kept.heures_cible, kept.heures_semaine = hours, weekly
        kept.save()


def note_presence(bureau: Bureau, suivi: Suivi, day: str, **typed: str) -> Presence:
    begin(bureau, "suivi.heures.presence", "ecrire.presence.atelier")
    bureau.type_in("ecrire.presence.atelier", "Jardin")
    bureau.type_in("ecrire.presence.date", day)
    bureau.type_in("ecrire.presence.debut", "9h30")
    bureau.type_in("ecrire.presence.fin", "12h")
    if "etat" in typed:
        bureau.choose("ecrire.presence.etat", typed["etat"])
        bureau.type_in("ecrire.presence.justifiee", typed["justifiee"])
    click(bureau, "ecrire.presence.save")
    assert bureau.message == "Présence notée"
    made = presences_of_suivi(suivi.id)[0]  # that of the last day
    bureau.wait_until(lambda: bureau.has(f"suivi.presence.{made.id}"))
    return made


def test_hours_are_counted_against_their_targets(bureau: Bureau, suivi: Suivi) -> None:
    assert bureau.said("suivi.heures.resume") == "Aucune heure comptée."
    aims(suivi, 50, 25)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert bureau.said("suivi.heures.resume").startswith("0\u00a0h sur 50\u00a0h · cette semaine")
    click(bureau, "suivi.heures.ouvrir")
    came = note_presence(bureau, suivi, "10/03/2026")
    missed = note_presence(
        bureau, suivi, "11/03/2026", etat="Absent", justifiee="Rendez-vous à la CAF"
    )
    assert bureau.said(f"suivi.presence.{missed.id}.raison") == "Motif\u00a0: Rendez-vous à la CAF"
    assert bureau.said(f"suivi.presence.{came.id}.details") == "10/03/2026 · 2\u00a0h\u00a030"

    begin(bureau, "suivi.heures.noter", "ecrire.temps.minutes")
    bureau.type_in("ecrire.temps.minutes", "5")
    told = "Compris\u00a0: 5\u00a0min. Pour 5\u00a0h, tapez 5h."
    assert bureau.said("ecrire.temps.minutes.aide") == told
    assert bureau.field("ecrire.temps.minutes").accessibleDescription() == f"Obligatoire. {told}"
    bureau.type_in("ecrire.temps.minutes", "5h")
    assert bureau.said("ecrire.temps.minutes.aide") == "Compris\u00a0: 5\u00a0h."
    bureau.type_in("ecrire.temps.minutes", "25h")
    click(bureau, "ecrire.temps.save")
    assert "de 1 minute à 24 heures" in bureau.said("ecrire.temps.minutes.erreur")
    bureau.type_in("ecrire.temps.minutes", "1h15")
    bureau.type_in("ecrire.temps.objet", "Fête du quartier")
    click(bureau, "ecrire.temps.save")
    (temps,) = temps_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.temps.{temps.id}"))
    assert bureau.said(f"{COUNTED}.0") == (
        "En tout\u00a0: 3\u00a0h\u00a045 sur 50\u00a0h, il reste 46\u00a0h\u00a015"
    )
    week = "Cette semaine\u00a0: 3\u00a0h\u00a045 sur 15\u00a0h"  # from Wednesday on, its opening
    assert bureau.said(f"{COUNTED}.1") == week
    assert bureau.said(f"{COUNTED}.sources") == (
        "2\u00a0h\u00a030 en séances, 1\u00a0h\u00a015 notées à la main"
    )
    assert bureau.said("suivi.heures.resume").endswith(week[0].lower() + week[1:])

    begin(bureau, f"suivi.temps.{temps.id}.corriger", "ecrire.temps.objet")
    assert bureau.value("ecrire.temps.minutes") == "1\u00a0h\u00a015"
    click(bureau, "ecrire.temps.retirer")
    bureau.wait_until(lambda: not bureau.has(f"suivi.temps.{temps.id}"))
    begin(bureau, f"suivi.presence.{missed.id}.corriger", "ecrire.presence.etat")
    bureau.choose("ecrire.presence.etat", "Présent")
    assert not bureau.has("ecrire.presence.justifiee")
    click(bureau, "ecrire.presence.save")
    bureau.wait_until(lambda: "5\u00a0h sur 50" in bureau.said(f"{COUNTED}.0"))
    assert [one.justifiee for one in presences_of_suivi(suivi.id)] == ["", ""]


def test_an_attestation_is_seen_then_goes_out(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(bureau, "suivi.heures.ouvrir")
    note_presence(bureau, suivi, "10/03/2026")
    out: list[Any] = []
    monkeypatch.setattr("ui.parts.papier.has_printer", lambda: True)
    printer = QPrinter()
    monkeypatch.setattr("ui.parts.papier.ask_printer", lambda *what: out.append(what) or printer)
    monkeypatch.setattr("ui.parts.papier.send", lambda *_: True)
    click(bureau, "suivi.heures.attester")
    bureau.wait_until(lambda: bureau.part(object, "presence.papier.print").isEnabled())
    bureau.type_in("presence.du", "12/03/2026")
    bureau.type_in("presence.au", "11/03/2026")
    dialog = bureau.part(object, "presence.papier")
    bureau.type_in("presence.du", "09/03/2026")
    with bureau.qtbot.waitSignal(dialog.apercu.drawn):
        pass
    click(bureau, "presence.papier.print")
    ((_, pdf, title),) = out
    assert title == "Attestation de présence"
    words = flat(text_of(pdf))
    assert "DIALLO Mamadou" in words
    assert "2 h 30" in words
    assert "du 09/03/2026 au 11/03/2026" in words
    assert dt.date(2026, 3, 10).strftime("%d/%m/%Y") in words
    assert bureau.message == "Imprimé\u00a0: Attestation de présence"
    printer.setOutputFileName("a.pdf")  # « Imprimer dans un fichier », in the system's dialog
    click(bureau, "suivi.heures.attester")
    bureau.wait_until(lambda: bureau.part(object, "presence.papier.print").isEnabled())
    click(bureau, "presence.papier.print")
    bureau.wait_until(lambda: bureau.message == "PDF enregistré\u00a0: Attestation de présence")


def test_without_a_printer_what_is_said_is_the_file(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    click(bureau, "suivi.heures.ouvrir")
    asked: list[str] = []
    monkeypatch.setattr("ui.parts.papier.has_printer", lambda: False)
    monkeypatch.setattr("ui.parts.papier.wants_file", lambda _: asked.append("fichier") or True)
    kept = tmp_path / "a.pdf"
    monkeypatch.setattr("ui.kit.printing.file_to_save", lambda *_: kept)
    click(bureau, "suivi.heures.attester")
    bureau.wait_until(lambda: bureau.part(object, "presence.papier.print").isEnabled())
    click(bureau, "presence.papier.print")
    bureau.wait_until(lambda: bureau.message == "PDF enregistré\u00a0: Attestation de présence")
    assert asked == ["fichier"]
    assert "DIALLO Mamadou" in flat(text_of(kept.read_bytes()))
