"""The budget of keys: each act typed for real in the real window, and counted; a chord is one."""

from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.test_accueil import DEMANDE, QUI, create, focused, open_accueil

KNOWN, ANONYMOUS, FURTHER, LEFT = 10, 6, 4, 3
CALL = GROUPED = 1  # more
CHOSEN = 1  # down to the nickname, under the file that may be opened
NAME = "awa n'diaye"
GROUP = "12"


class Hands:
    """Types, and counts."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.count = 0

    def begin(self) -> "Hands":
        """The next visitor: the line is ready."""
        focused(self.desk, QUI)
        self.count = 0
        return self.press("ctrl+n")

    def press(self, *chords: str) -> "Hands":
        self.desk.keys(*chords)
        self.count += len(chords)
        return self

    def type(self, text: str) -> "Hands":
        self.desk.type_text(text)
        self.count += len(text)
        return self

    def on(self, name: str) -> "Hands":
        focused(self.desk, name)
        return self

    def save(self, said: str) -> int:
        """Save; the keys that the whole act took, once the day's counts read so."""
        self.press("ctrl+Return")
        self.desk.wait_for("label", said, timeout=10)
        return self.count


def test_each_act_keeps_within_its_budget_of_keys(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    hands = Hands(desk)

    hands.begin().press("Return").on(DEMANDE).type("cni")
    assert hands.save("1 passage · 0 personne · 1 demande") <= ANONYMOUS

    hands.begin().type(NAME).press("Return").on(DEMANDE).type("cni").press("Return")
    new = hands.save("2 passages · 1 personne · 2 demandes")
    assert new - len(NAME) <= KNOWN - len("ndi"), "une nouvelle personne coûte les lettres du nom"

    hands.begin().type("ndi").press("Return").on(DEMANDE).type("cni").press("Return")
    assert hands.save("3 passages · 1 personne · 3 demandes") <= KNOWN

    hands.begin().press("F3", "Return").on(DEMANDE).type("cni")
    assert hands.save("4 passages · 1 personne · 4 demandes") <= ANONYMOUS + CALL

    hands.begin().press("Return").on(DEMANDE).type("cni").press("Return")
    desk.wait_for("push button", part="Demande 1")
    one = hands.count
    hands.type("cv").press("Return")
    desk.wait_for("push button", part="Demande 2")
    assert hands.count - one <= FURTHER
    hands.save("5 passages · 1 personne · 6 demandes")

    hands.begin().press("ctrl+r")
    assert hands.save("6 passages · 1 personne · 7 demandes") <= LEFT


def test_who_has_no_file_costs_no_more(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    hands = Hands(desk)

    hands.begin().type("momo").press("Down", "Return").on(DEMANDE).type("cni")
    new = hands.save("1 passage · 1 personne · 1 demande")
    assert new - len("momo") <= KNOWN - len("mom") + CHOSEN, "les lettres du surnom"

    hands.begin().type("mom").press("Return").on(DEMANDE).type("cni").press("Return")
    assert hands.save("2 passages · 1 personne · 2 demandes") <= KNOWN

    hands.begin().press("ctrl+g")
    focused(desk, "Combien\u00a0?")
    hands.type(GROUP).press("Return").on(DEMANDE).type("cni")
    counted = hands.save("3 passages · 1 personne · 1 groupe de 12 · 3 demandes")
    assert counted - len(GROUP) <= ANONYMOUS + GROUPED

    hands.begin().press("F12")
    desk.wait_for("check box", "Femme", states=["focused"], timeout=10)
    before = hands.count
    hands.type("f4i")
    told = "Anonyme · Femme · 18-20 ans · Difficulté en français"
    desk.wait_for("label", told, timeout=10)
    assert hands.count - before == len("fai"), "une touche chacun"
    hands.press("Return").on(DEMANDE).type("cni")
    assert hands.save("4 passages · 1 personne · 1 groupe de 12 · 4 demandes") <= ANONYMOUS + 4

    table = desk.wait_for("table", part="Registre")
    cells = [cell.name for cell in desk.find_all("table cell", within=table)]
    assert cells.count("Momo, sans dossier") == 2
    assert cells.count("groupe de 12") == cells.count("anonyme") == 1
