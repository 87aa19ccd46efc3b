"""The hands of a référent over a year, her log, and the count of it in the base."""

import datetime as dt
import time
from collections import Counter
from pathlib import Path
from typing import Any

from models.suivis.entretien import Entretien
from models.suivis.frein import freins_of
from models.suivis.note import Note, read_note
from models.suivis.objectif import REALISEE, Action, Objectif
from models.suivis.rendez_vous import RendezVous
from models.suivis.suivi import Suivi
from tests.desk.desk import Desk, Widget
from tests.desk.test_accueil import open_accueil, wait_for_a_pause

LISTE = "Suivis — Côte à Côte"
SAVE = "ctrl+Return"


class Annee:
    """Types what a référent types; `log` counts it, by person and kind of fact."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.log: dict[str, Counter[str]] = {}
        self.notes: list[str] = []
        self.who = ""

    # Where one goes

    def open(self, nom: str, prenom: str) -> None:
        """A file made by its names in the line of the accueil, then her suivi opened on a day."""
        self.desk.keys("ctrl+n")
        self.desk.wait_window("Accueil — Côte à Côte")
        self.desk.type_text(f"{prenom} {nom}")
        self.desk.keys("Return")
        self.desk.wait_for("text", "Que demande\u00a0?", states=["focused"], timeout=10)
        self.desk.type_text("cv")
        self.desk.keys("Return", SAVE)
        self.desk.wait_for("label", "Enregistré", timeout=10)
        self.who = f"{nom} {prenom}"
        self.log[self.who] = Counter()

    def begin(self, since: dt.date) -> None:
        """From her file, in the dispositif that is proposed."""
        self.go(self.who)
        self.desk.wait_window(f"{self.who} — Côte à Côte")
        self.desk.keys("ctrl+shift+s")
        self.desk.wait_window("Nouveau suivi — Côte à Côte")
        self.fill({"Ouvert le": f"{since:%d/%m/%Y}"})
        self.desk.keys("ctrl+s")
        self.said("Suivi ouvert")
        self.desk.wait_window(f"{self.who} — Côte à Côte")

    def go(self, words: str) -> None:
        """By the search that goes anywhere."""
        self.desk.keys("ctrl+k")
        self.desk.wait_for("text", "Rechercher partout", states=["focused"], timeout=10)
        self.desk.type_text(words)
        self.desk.wait_for("list item", part=words, timeout=10)
        self.desk.keys("Return")

    def back_to_suivi(self) -> None:
        """From the list, by her name."""
        self.desk.keys("ctrl+4")
        self.desk.wait_window(LISTE)
        self.desk.keys("ctrl+f")
        self.desk.wait_for("text", "Rechercher dans la liste", states=["focused"], timeout=10)
        self.desk.type_text(self.who)
        self.desk.wait_for("label", "1\u00a0ligne", timeout=10)
        self.desk.keys("Return")
        self.desk.wait_for("table", "Suivis", states=["focused"], timeout=10)
        self.desk.keys("Return")
        self.desk.wait_window(f"{self.who} — Côte à Côte")
        self.desk.wait_for("push button", "Noter un frein", timeout=10)

    def killed(self) -> None:
        wait_for_a_pause()
        self.desk.kill9()
        open_accueil(self.desk, self.folder)

    # What one writes

    def entretien(self, day: dt.date, note: str, *, minutes: int = 45) -> None:
        self.desk.keys("ctrl+shift+o")
        self.shown("Note")
        self.fill({"Le": f"{day:%d/%m/%Y}", "Durée": str(minutes), "Note": note})
        self.save("Entretien noté", "entretien")
        self.notes.append(note)

    def call(self, day: dt.date) -> None:
        self.desk.keys("ctrl+shift+c")
        self.shown("Note")
        self.fill({"Le": f"{day:%d/%m/%Y}"})
        self.save("Appel noté", "entretien")

    def rendez_vous(self, day: dt.date) -> None:
        self.desk.keys("ctrl+shift+j")
        self.shown("Objet")
        self.fill({"Le": f"{day:%d/%m/%Y}", "À": "10:00"})
        self.save("Rendez-vous pris", "rendez_vous")

    def frein(self, words: str, day: dt.date) -> None:
        self.press("Noter un frein")
        self.shown("Frein")
        self.fill({"Frein": words, "Intensité": "2", "Constaté le": f"{day:%d/%m/%Y}"})
        self.save("Frein noté", "frein")

    def lift(self, day: dt.date) -> None:
        self.press("Levé")
        self.shown("Levé le")
        self.fill({"Levé le": f"{day:%d/%m/%Y}"})
        self.save("Frein levé", "frein levé")

    def objectif(self, words: str, day: dt.date, due: dt.date) -> None:
        self.press("Fixer un objectif")
        self.shown("Pour le")
        days = {"Fixé le": f"{day:%d/%m/%Y}", "Pour le": f"{due:%d/%m/%Y}"}
        self.fill({"Dit par la personne": words, **days})
        self.save("Objectif fixé", "objectif")

    def action(self, words: str, due: dt.date) -> None:
        self.press("Ajouter une action")
        self.shown("Action")
        self.fill({"Action": words, "Pour le": f"{due:%d/%m/%Y}"})
        self.save("Action ajoutée", "action")

    def done(self, words: str) -> None:
        self.press(f"Fait\u00a0: {words}")
        self.said("Action faite")
        self.log[self.who]["action faite"] += 1

    def end(self, day: dt.date, motif: str) -> None:
        self.go("Terminer le suivi")
        self.shown("Situation à la sortie")
        self.fill({"Clos le": f"{day:%d/%m/%Y}", "Situation à la sortie": motif})
        self.save("Suivi terminé", "sortie")

    # How one writes

    def fill(self, told: dict[str, str]) -> None:
        """Fields by their names, as they are read; a choice is taken when one leaves it."""
        for name, words in told.items():
            field = self.field(name)
            self.desk.grab_focus(field)
            self.desk.wait_for("text", field.name, states=["focused"], timeout=10)
            self.desk.keys("ctrl+a")
            self.desk.type_text(words)
            if name != "Note":
                self.desk.keys("Tab")

    def field(self, name: str) -> Widget:
        return self.desk.wait_for("text", name, timeout=10)

    def shown(self, name: str) -> None:
        """The form that holds this field is there."""
        limit = time.monotonic() + 10
        while self.desk.find("text", part=name) is None and time.monotonic() < limit:
            time.sleep(0.05)
        self.field(name)

    def save(self, said: str, fact: str) -> None:
        self.desk.keys(SAVE)
        self.said(said)
        self.log[self.who][fact] += 1

    def said(self, words: str) -> None:
        self.desk.wait_for("label", words, timeout=10)

    def press(self, part: str) -> None:
        self.desk.act(self.desk.wait_for("push button", part=part, timeout=10))


def written() -> dict[str, Counter[str]]:
    """The base in the words of the log."""
    found: dict[str, Counter[str]] = {}
    for suivi in Suivi.select():
        told: Counter[str] = Counter()
        told["entretien"] = _count(Entretien, suivi)
        told["rendez_vous"] = _count(RendezVous, suivi)
        told["objectif"] = _count(Objectif, suivi)
        told["action"] = _count(Action, suivi)
        told["action faite"] = _count(Action, suivi, Action.etat == REALISEE)
        freins = freins_of(suivi.id)
        told["frein"] = len(freins)
        told["frein levé"] = sum(one.leve_le is not None for one in freins)
        told["sortie"] = int(suivi.clos_le is not None)
        found[suivi.personne.nom_affiche] = +told
    return found


def notes_written() -> list[str]:
    return sorted(read_note(note) for note in Note.select().where(Note.archived_at.is_null()))


def _count(table: Any, suivi: Suivi, *where: Any) -> int:
    query = table.select().where(table.suivi == suivi.id, table.archived_at.is_null(), *where)
    return int(query.count())
