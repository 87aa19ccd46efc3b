"""A whole day of the accueil by real keys, interrupted, killed twice, then counted in the base."""

from pathlib import Path

import pytest

from models.comptes.role import Role
from tests.desk.desk import Desk
from tests.desk.journee import (
    NON_PRECISEE,
    TELEPHONE,
    Journee,
    Line,
    base_of,
    judge,
)
from tests.desk.test_accueil import (
    DEMANDE,
    OUVERT,
    PASSWORD,
    QUI,
    create,
    focused,
    open_accueil,
    wait_for_a_pause,
)
from tests.domain.comptes.maison import OTHER, hire

SEED = 20_260_311
WAIT = "Recevoir\u00a0: "
COLLEAGUE = "samira"


@pytest.mark.soak
@pytest.mark.timeout(420)
def test_a_day_typed_at_the_desk_is_in_the_base_passage_by_passage(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "base"
    create(desk, folder)
    open_accueil(desk, folder)
    day = Journee(desk, folder, SEED)
    for part in (
        who_comes, a_colleague, waiting_room, message, aside, mended, paper, two_files, evening,
    ):  # fmt: skip
        part(day)
    assert sum(day.interruptions.values()) >= 8, "une journée calme ne prouve rien"
    with base_of(folder):
        judge(day.log, day.begun)


def who_comes(day: Journee) -> None:
    """Nobody, a newcomer, the same by telephone, a nickname twice, a group, many demandes."""
    desk = day.desk
    day.nobody()
    day.save(Line("anonyme", day.ask("cni")))
    day.qui("awa n'diaye")
    day.save(Line("N’DIAYE Awa", day.ask("cni", "perte")))
    day.qui("ndi")
    desk.keys("F3")
    day.save(Line("N’DIAYE Awa", day.ask("casier"), TELEPHONE))
    desk.keys("F12")
    desk.wait_for("check box", "Femme", states=["focused"], timeout=10)
    desk.type_text("f4i")
    public = ("Femme", "18-20 ans", "Difficulté en français")
    desk.wait_for("label", " · ".join(("Anonyme", *public)), timeout=10)
    desk.keys("Return")
    focused(desk, DEMANDE)
    day.save(Line("anonyme", day.ask("cni", "casier"), public=public))
    day.qui("momo", "Down", "Return")
    day.save(Line("Momo", day.ask("casier")))
    day.qui("mom")
    day.save(Line("Momo", day.ask("cni")))
    desk.keys("ctrl+g")
    focused(desk, "Combien\u00a0?")
    desk.type_text("12")
    desk.keys("Return")
    focused(desk, DEMANDE)
    day.save(Line("groupe de 12", day.ask("cantine")))
    day.qui("moussa kone")
    asked = day.ask("attestation caf", "cantine", "casier")
    desk.keys("F6")
    desk.grab_focus(desk.wait_for("text", "Commentaire", timeout=10))
    desk.type_text("Revient mardi, ")
    day.turn()
    desk.wait_for("text", "Commentaire", states=["focused"], timeout=10)
    desk.type_text("avec l’acte de naissance")
    day.lock()
    focused(desk, DEMANDE)
    said = "Revient mardi, avec l’acte de naissance"
    day.save(Line("KONE Moussa", asked, commentaire=said))
    day.nobody()
    desk.keys("ctrl+r")
    day.save(Line("anonyme", (NON_PRECISEE,)))


def a_colleague(day: Journee) -> None:
    """She is hired at noon, and takes the desk over in the middle of a visit."""
    desk = day.desk
    desk.close_window()
    assert desk.wait_exit(30) == 0
    with base_of(day.folder):
        hire(COLLEAGUE, Role.ACCUEIL)
    open_accueil(desk, day.folder)
    day.qui("lia", "Down", "Return")
    mine = day.ask("cni")
    desk.keys("ctrl+shift+l")
    day.open_session(OTHER)
    day.nobody()
    asked = ("Perte ou vol de papiers",)
    desk.type_text("perte")
    day.save(Line("anonyme", asked, par=COLLEAGUE))
    desk.keys("ctrl+shift+l")
    day.open_session(PASSWORD)
    focused(desk, DEMANDE)
    day.save(Line("Lia", mine))


def waiting_room(day: Journee) -> None:
    """Three come at once; one is received, one leaves, one still waits in the evening."""
    desk = day.desk
    for name in ("Ali", "Fatou", "Binta"):
        focused(desk, QUI)
        desk.type_text(name)
        desk.keys("F8", "Return")
        desk.wait_for("push button", f"{WAIT}{name}", timeout=10)
    focused(desk, QUI)
    desk.keys("shift+F8")
    desk.wait_for("push button", f"{WAIT}Ali", states=["focused"], timeout=10)
    desk.keys("e")
    desk.wait_for("push button", "Au revoir\u00a0: Ali", states=["focused"], timeout=10)
    desk.keys("a")
    desk.wait_for("push button", "Écrire\u00a0: Ali", states=["focused"], timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    day.save(Line("Ali", day.ask("cni", "cantine")))
    desk.keys("shift+F8")
    desk.wait_for("push button", f"{WAIT}Fatou", states=["focused"], timeout=10)
    desk.keys("r")
    desk.wait_for("push button", "Écrire\u00a0: Fatou", states=["focused"], timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    day.save(Line("Fatou", day.ask("perte")))


def message(day: Journee) -> None:
    """The first death, over a call to give back; then the call, which is a passage, then done."""
    desk = day.desk
    desk.keys("ctrl+m")
    desk.wait_for("text", "Pour", states=["focused"], timeout=10)
    desk.keys("Tab")
    focused(desk, "De la part de")
    desk.type_text("Zora")
    desk.keys("Tab")
    desk.type_text("0612345678")
    desk.keys("Tab")
    desk.type_text("aujourd'hui")
    day.killed()
    assert desk.text_of(desk.wait_for("text", "De la part de", timeout=10)) == "Zora"
    desk.grab_focus(desk.wait_for("text", "À rappeler le"))
    focused(desk, "À rappeler le")
    desk.keys("ctrl+Return")
    done = "Fait\u00a0: Zora"
    desk.wait_for("push button", done, timeout=10)
    focused(desk, QUI)
    desk.keys("ctrl+shift+m")
    desk.wait_for("push button", done, states=["focused"], timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    desk.keys("F3")
    day.save(Line("Zora", day.ask("casier"), TELEPHONE))
    desk.keys("ctrl+shift+m")
    desk.wait_for("push button", done, states=["focused"], timeout=10)
    desk.keys("f")
    desk.wait_gone("push button", done, timeout=10)
    desk.keys("ctrl+n")


def aside(day: Journee) -> None:
    """One goes aside, another comes; the second death in the middle of a word."""
    desk = day.desk
    day.qui("ndi")
    first = day.ask("cni")
    desk.keys("F5")
    desk.wait_for("push button", part="Reprendre N’DIAYE Awa", timeout=10)
    day.nobody()
    second = day.ask("perte")
    desk.type_text("cas")
    day.killed()
    desk.wait_for("push button", part="Reprendre N’DIAYE Awa", timeout=10)
    line = focused(desk, DEMANDE)
    assert desk.text_of(line) == "cas"
    desk.type_text("ier")
    desk.keys("Return")
    desk.wait_for("push button", part="Demande 2", timeout=10)
    day.save(Line("anonyme", (*second, "Casier judiciaire")))
    desk.keys("F5")
    desk.wait_gone("push button", part="Reprendre", timeout=10)
    focused(desk, DEMANDE)
    day.save(Line("N’DIAYE Awa", first))


def mended(day: Journee) -> None:
    """Corrected; taken out, put back, taken out for good; written by mistake and undone."""
    desk = day.desk
    day.rows()
    desk.keys("Home", "F2")
    focused(desk, DEMANDE)
    desk.wait_for("panel", part="Correction du passage", timeout=10)
    desk.keys("BackSpace")
    desk.wait_gone("push button", part="Demande 1", timeout=10)
    asked = day.ask("casier", "perte")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Passage corrigé", timeout=10)
    day.log[-1] = day.log[-1]._replace(demandes=asked)
    day.nobody()
    day.save(Line("anonyme", day.ask("cantine")))
    day.log.pop()
    day.rows()
    desk.keys("Home", "Delete")
    gone = desk.wait_for("push button", "Voir 1 passage supprimé", timeout=10)
    desk.act(gone)
    desk.wait_for("label", "Passages supprimés ce jour-là", timeout=10)
    day.rows()
    desk.keys("Home", "Insert")
    desk.wait_for("label", "Passage rétabli", timeout=10)
    desk.keys("ctrl+j")
    desk.wait_gone("push button", part="supprimé", timeout=10)
    day.rows()
    desk.keys("Home", "Delete")
    desk.wait_for("push button", "Voir 1 passage supprimé", timeout=10)
    desk.keys("ctrl+n")
    day.nobody()
    day.save(Line("anonyme", day.ask("cni")))
    day.log.pop()
    desk.keys("ctrl+z")
    desk.wait_for("label", part="Annulé", timeout=10)


def paper(day: Journee) -> None:
    """What was of yesterday: one in the line, three on a sheet, left and taken up again."""
    desk = day.desk
    focused(desk, QUI)
    desk.keys("F6")
    focused(desk, "Jour")
    desk.type_text("hier")
    desk.keys("Tab")
    focused(desk, "Heure")
    desk.type_text("1030")
    desk.keys("Escape")
    focused(desk, DEMANDE)
    day.save(Line("anonyme", day.ask("perte"), quand="hier 10:30", duree="aucune"))
    desk.keys("ctrl+shift+f")
    desk.wait_window("Saisir une feuille — Côte à Côte")
    focused(desk, "Jour")
    desk.type_text("hier")
    desk.keys("Return", "Return")
    for hour, told in (("905", "09:05"), ("15", "09:15"), ("30", "09:30")):
        focused(desk, "Heure")
        desk.type_text(hour)
        desk.keys("Return")
        focused(desk, "Qui")
        desk.type_text("ndi")
        desk.keys("Return")
        focused(desk, "Demandes")
        if hour == "15":
            desk.keys("ctrl+1")
            desk.wait_window(OUVERT)
            desk.keys("ctrl+shift+f")
            desk.wait_window("Saisir une feuille — Côte à Côte")
            desk.grab_focus(desk.wait_for("text", "Demandes"))
            focused(desk, "Demandes")
        desk.type_text("perte")
        desk.keys("Return", "Return")
        asked = ("Perte ou vol de papiers",)
        day.log.append(Line("N’DIAYE Awa", asked, quand=f"hier {told}", duree="aucune"))
    desk.wait_for("label", "3 lignes au registre", timeout=10)
    desk.keys("ctrl+shift+Return")
    desk.wait_for("label", part="Feuille terminée\u00a0: 3 passages", timeout=10)
    desk.keys("ctrl+1")
    desk.wait_window(OUVERT)
    desk.keys("ctrl+Prior")
    day.counts("4 passages · 1 personne · 4 demandes")
    desk.keys("ctrl+j")


def two_files(day: Journee) -> None:
    """Of one person: merged, and both her passages are hers."""
    desk = day.desk
    for name in ("catherine philippe", "katherine filip"):
        day.qui(name)
        day.save(Line("PHILIPPE Catherine", day.ask("cni")))
    desk.keys("ctrl+k")
    focused(desk, "Rechercher partout")
    desk.type_text("doublons")
    desk.keys("Return")
    desk.wait_window("Doublons possibles — Côte à Côte")
    desk.wait_for("table cell", "PHILIPPE Catherine", timeout=10)
    desk.grab_focus(desk.wait_for("table", "Doublons possibles"))
    desk.keys("Home")
    desk.wait_for("table cell", "PHILIPPE Catherine", states=["selected"], timeout=10)
    desk.keys("Return")
    desk.wait_window("Deux dossiers — Côte à Côte")
    desk.wait_for("radio button", part="Nom de naissance", states=["focused"], timeout=10)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Dossiers fusionnés", timeout=10)
    desk.keys("ctrl+n")
    desk.wait_window(OUVERT)


def evening(day: Journee) -> None:
    """One still waits, one is typed and not saved: both are there at the next opening."""
    desk = day.desk
    focused(desk, QUI)
    desk.type_text("Zoé")
    wait_for_a_pause()
    day.closed_and_opened()
    assert desk.text_of(focused(desk, QUI)) == "Zoé"
    desk.wait_for("push button", f"{WAIT}Binta", timeout=10)
    today = [line for line in day.log if not line.quand.startswith("hier")]
    asked = sum(len(line.demandes) for line in today)
    desk.wait_for("label", part=f"{len(today)} passages · ", timeout=10)
    desk.wait_for("label", part=f" · {asked} demandes", timeout=10)
    desk.close_window()
    assert desk.wait_exit(30) == 0
