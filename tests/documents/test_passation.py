"""The pages of a relay: a list, then one page for each person, nothing cut."""

import datetime as dt

from models.suivis.dossier_passation import Dossier, Passation
from reports.passation import passation_pdf
from tests.documents.reading import flat, page_count, text_of

LE = dt.date(2026, 3, 11)


def a_dossier(at: int, promises: int = 2) -> Dossier:
    return Dossier(
        suivi_id=f"{at:032x}",
        nom=f"DIALLO Mamadou {at}",
        telephone="05 36 49 01 01",
        dispositif="Les Ateliers citoyens",
        depuis=dt.date(2026, 1, 5),
        etape="Mobilisation",
        dernier="02/03/2026",
        suivi_par="Claire SOW",
        rendez_vous=("le 14/03/2026 à 10:00, Siège\u00a0: Relire le CV",),
        promesses=tuple(f"Promesse {n} (le référent)" for n in range(promises)),
        freins=("Difficulté à payer le loyer (2 sur 3)",),
        a_faire=(),
    )


def pdf(*dossiers: Dossier, au: dt.date | None = None) -> bytes:
    return passation_pdf(
        Passation("Centre social", LE, "Claire SOW", "Zoé ROY", LE, au, tuple(dossiers))
    )


def test_each_has_her_page_after_the_list() -> None:
    made = pdf(a_dossier(1), a_dossier(2))
    assert page_count(made) == 3
    first, second, _ = text_of(made).split("\f")
    assert "2 suivis confiés à Zoé ROY, à la suite de Claire SOW" in flat(first)
    assert "DIALLO Mamadou 2" in first
    for words in ("05 36 49 01 01", "14/03/2026 à 10:00, Siège : Relire le CV", "Promesse 1",
                  "loyer (2 sur 3)", "Rien d’autre ne presse."):  # fmt: skip
        assert words in flat(second)
    assert made == pdf(a_dossier(1), a_dossier(2))


def test_nothing_is_lost_when_much_was_promised_to_many() -> None:
    made = pdf(*(a_dossier(n) for n in range(50)), a_dossier(50, promises=80), au=LE)
    text = flat(text_of(made))
    assert "en l’absence de Claire SOW" in text
    assert all(f"DIALLO Mamadou {n}" in text for n in range(51))
    assert all(f"Promesse {n} " in text for n in range(80))
    assert "DIALLO Mamadou 50 (suite)" in text
