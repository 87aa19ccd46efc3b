"""What asks for attention, as a référent lives it: its words, where acting leads, and its end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from models.base import clock
from models.personnes.personne import Personne, save_personne
from models.prescriptions import composer, fiche
from models.prescriptions.contenu import RoleSignature
from models.prescriptions.prescription import Prescription, VersionFiche
from models.suivis.phase import begin_phase
from models.suivis.suivi import Suivi, phases_of_suivi
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import TODAY
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]


def told(bureau: Bureau) -> list[str]:
    names = [f"suivi.signal.{at}.phrase" for at in range(12)]
    return [bureau.said(name) for name in names if bureau.has(name)]


def place_of(bureau: Bureau, start: str) -> int:
    """Where the signal that begins so stands, once it is there."""
    bureau.wait_until(lambda: any(one.startswith(start) for one in told(bureau)))
    return next(at for at, one in enumerate(told(bureau)) if one.startswith(start))


def gone(bureau: Bureau, start: str) -> Callable[[], bool]:
    return lambda: not any(one.startswith(start) for one in told(bureau))


def later(bureau: Bureau, suivi: Suivi, clock_: FrozenClock, day: dt.date) -> None:
    """Some days after, the page being opened again."""
    clock_.advance(days=(day - clock.today()).days)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)


def test_a_phase_that_ends_is_told_prolonged_overrun_then_ended(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    first = phases_of_suivi(suivi.id)[0]
    begin_phase(first, debut=TODAY)
    assert "finit" not in " ".join(told(bureau))
    later(bureau, suivi, frozen_clock, dt.date(2026, 5, 28))
    start = f"«\u00a0{first.libelle}\u00a0»"
    at = place_of(bureau, start)
    assert told(bureau)[at] == f"{start} finit le 10/06/2026"
    labels = [bureau.said(f"suivi.signal.{at}.agir{rank}") for rank in ("", ".1")]
    assert labels == ["Terminer la phase", "Prolonger"]
    click(bureau, f"suivi.signal.{at}.agir.1")
    bureau.wait_until(lambda: bureau.has("ecrire.phase.prevue_au"))
    bureau.type_in("ecrire.phase.prevue_au", "20/06/2026")
    click(bureau, "ecrire.phase.save")
    bureau.wait_until(gone(bureau, start))
    later(bureau, suivi, frozen_clock, dt.date(2026, 6, 21))
    at = place_of(bureau, start)
    assert told(bureau)[at] == f"{start} devait finir le 20/06/2026"
    click(bureau, f"suivi.signal.{at}.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.phase.fin"))
    click(bureau, "ecrire.phase.save")
    bureau.wait_until(gone(bureau, start))
    assert phases_of_suivi(suivi.id)[0].fin == dt.date(2026, 6, 21)


def a_paper(personne: Personne) -> tuple[Prescription, VersionFiche]:
    made = fiche.create_prescription(
        personne=personne, dispositif="ateliers_citoyens", date_demande=clock.today()
    )
    contenu = composer.contenu_of(made, fiche.read_protege(made))
    version = fiche.freeze_version(made, contenu=contenu, pdf=b"%PDF-1.7 essai")
    return made, version


def sign(version: VersionFiche, *roles: RoleSignature, date: dt.date) -> None:
    for role in roles:
        fiche.note_signature(version, role=role, nom="Diallo", date=date)


def test_a_fiche_is_signed_and_a_minor_comes_of_age(
    bureau: Bureau, mamadou: Personne, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    """Signed elsewhere, it is told no more here; what came of age is signed again, once."""
    born: Any = dt.date(2008, 3, 25)
    save_personne(Personne.get_by_id(mamadou.id), date_naissance=born, precision_naissance="jour")
    coming = "18 ans le 25/03/2026\u00a0: ensuite, faire signer à nouveau"
    bureau.wait_until(lambda: coming in told(bureau))
    made, version = a_paper(Personne.get_by_id(mamadou.id))
    unsigned = f"Fiche {made.numero} à faire signer"
    bureau.wait_until(lambda: unsigned in told(bureau))
    at = place_of(bureau, unsigned)
    assert bureau.said(f"suivi.signal.{at}.agir") == "Ouvrir la fiche"
    click(bureau, f"suivi.signal.{at}.agir")
    assert made.numero in bureau.said("heading.title")
    sign(version, *RoleSignature, date=TODAY)
    bureau.show("suivis")
    bureau.wait_until(gone(bureau, unsigned))
    lacks = f"3 accords à noter (fiche {made.numero}, signée)"
    assert place_of(bureau, lacks) >= 0
    later(bureau, suivi, frozen_clock, dt.date(2026, 3, 25))
    bureau.wait_until(
        lambda: "18 ans depuis aujourd’hui\u00a0: faire signer à nouveau" in told(bureau)
    )
    _, again = a_paper(Personne.get_by_id(mamadou.id))
    sign(again, RoleSignature.PERSONNE, date=clock.today())
    bureau.wait_until(gone(bureau, "18 ans"))
