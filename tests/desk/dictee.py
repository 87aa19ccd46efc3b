"""A year dictated: every control by its name and its own action, no key and no mouse."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from models.accueil.passage import Passage
from models.ateliers.seance import Presence
from models.suivis.partage import Partage
from models.suivis.suivi import Phase, Suivi
from models.suivis.temps import Temps
from tests.desk.annee import written
from tests.desk.desk import Desk, Widget

WAIT = 15
LISTED = "list item"


class Dictee:
    """What a screen reader's user asks for, in the words that are read; `log` counts it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.log: dict[str, Counter[str]] = {}
        self.notes: list[str] = []
        self.who = ""

    # The three gestures

    def write(self, told: dict[str, str]) -> None:
        """Texts at once in fields of these names."""
        for name, words in told.items():
            self.desk.set_text(self.field(name), words)

    def press(self, part: str, role: str = "push button") -> None:
        self.desk.act(self.desk.wait_for(role, part=part, timeout=WAIT))

    def choose(self, entry: str) -> None:
        """In the « Plus d’actions » of the page."""
        self.press("Plus d’actions")
        self.press(entry, "menu item")

    def field(self, name: str) -> Widget:
        return self.desk.wait_for("text", name, timeout=WAIT)

    def said(self, words: str) -> None:
        self.desk.wait_for("label", words, timeout=WAIT)

    def save(self, said: str, fact: str) -> None:
        self.press("Enregistrer")
        self.said(said)
        self.log[self.who][fact] += 1

    # Where one goes

    def go(self, words: str, answer: str) -> None:
        self.press("Rechercher partout (Ctrl+K)")
        self.desk.set_text(self.desk.wait_for("text", "Rechercher partout", timeout=WAIT), words)
        self.press(answer, LISTED)

    def open(self, nom: str, prenom: str) -> None:
        """Her file is made by the line of the accueil, with her first passage."""
        self.press("Accueil", "check box")
        self.desk.wait_window("Accueil — Côte à Côte")
        self.write({"Qui\u00a0?": f"{prenom} {nom}"})
        self.press("Créer le dossier", LISTED)
        self.write({"Né·e": "2008", "Que demande\u00a0?": "cv"})
        self.who = f"{nom} {prenom}"
        self.log[self.who] = Counter()
        self.save("Enregistré", "passage")

    def begin(self, since: dt.date, dispositif: str) -> None:
        self.go(self.who, self.who)
        self.desk.wait_window(f"{self.who} — Côte à Côte")
        self.choose("Ouvrir un suivi")
        self.desk.wait_window("Nouveau suivi — Côte à Côte")
        self.write({"Dispositif": dispositif, "Ouvert le": day(since)})
        self.press("Ouvrir le suivi")
        self.said("Suivi ouvert")

    # What one writes

    def entretien(self, on: dt.date, note: str, level: str) -> None:
        self.press("Noter un entretien")
        told = {"Le": day(on), "À": "14h30", "Durée": "1h15", "Note": note}
        self.write({**told, "Lisible par": level})
        self.save("Entretien noté", "entretien")
        self.notes.append(note)

    def call(self, on: dt.date) -> None:
        self.press("Noter un appel")
        self.write({"Le": day(on), "Durée": "10"})
        self.save("Appel noté", "entretien")

    def frein(self, words: str, on: dt.date, lifted: dt.date) -> None:
        self.press("Noter un frein")
        self.write({"Frein": words, "Intensité": "2", "Constaté le": day(on)})
        self.save("Frein noté", "frein")
        self.press("Levé\u00a0: ")
        self.write({"Levé le": day(lifted)})
        self.save("Frein levé", "frein levé")

    def objectif(self, words: str, action: str, on: dt.date, due: dt.date) -> None:
        self.press("Fixer un objectif")
        self.write({"Dit par la personne": words, "Fixé le": day(on), "Pour le": day(due)})
        self.save("Objectif fixé", "objectif")
        self.press("Ajouter une action\u00a0: ")
        self.write({"Action": action, "Pour le": day(due)})
        self.save("Action ajoutée", "action")
        self.press(f"Fait\u00a0: {action}")
        self.said("Action faite")
        self.log[self.who]["action faite"] += 1

    def missed(self, on: dt.date) -> None:
        """A rendez-vous of a past day, written afterwards with what became of it."""
        self.press("Rendez-vous")
        self.write({"Le": day(on), "À": "10 h", "Objet": "Faire le point"})
        self.save("Rendez-vous pris", "rendez_vous")
        self.press("Noter l’issue")
        self.write({"Issue": "absence"})
        self.press("Enregistrer")
        self.said("Issue notée")

    def phase(self, on: dt.date) -> None:
        self.press("Commencer\u00a0: ")
        self.write({"A commencé le": day(on)})
        self.save("Phase commencée", "phase")

    def heures(self, on: dt.date) -> None:
        self.press("Heures et présences", "check box")
        self.press("Noter du temps")
        self.write({"Le": day(on), "Durée": "2h30", "Objet": "Dossier de logement"})
        self.save("Temps noté", "temps")
        self.press("Noter une présence")
        self.write({"Atelier": "Jardin", "Le": day(on), "De": "14h", "À": "16h"})
        self.save("Présence notée", "présence")

    def partage(self, on: dt.date) -> None:
        self.press("Partenaires", "check box")
        self.press("Noter un partage")
        self.write({"Ou quelqu’un d’autre": "Mission locale", "Pourquoi": "Monter son dossier"})
        self.press("Parcours", "check box")
        self.write({"Partagé le": day(on), "La personne": "A donné"})
        self.save("Partage noté", "partage")

    def end(self, on: dt.date, motif: str) -> None:
        self.choose("Terminer le suivi")
        self.write({"Clos le": day(on), "Situation à la sortie": motif})
        self.save("Suivi terminé", "sortie")


def day(one: dt.date) -> str:
    return f"{one:%d/%m/%Y}"


def counted() -> dict[str, Counter[str]]:
    """The base in the words of the log."""
    found = written()
    for suivi in Suivi.select():
        told = found[suivi.personne.nom_affiche]
        told["passage"] = Passage.select().where(Passage.personne == suivi.personne_id).count()
        for name, table in (("temps", Temps), ("partage", Partage), ("présence", Presence)):
            told[name] = rows(table, suivi)
        told["phase"] = rows(Phase, suivi, Phase.debut.is_null(False))
        found[suivi.personne.nom_affiche] = +told
    return found


def rows(table: Any, suivi: Suivi, *where: Any) -> int:
    return int(table.select().where(table.suivi == suivi.id, *where).count())
