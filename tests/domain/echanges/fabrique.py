"""Registers as desks keep them, made up from a seed, with what a reader should find in them."""

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

NOMS = """
Arnaud, Bailly, Barbier, Benhaddou, Berger, Besson, Boucher, Carpentier, Charrier, Colin, Da Costa,
De Boer, Demir, Deschamps, Diop, Étienne, Fabre, Gaillard, Güneş, Hamidi, Hubert, Jacob, Kaczmarek,
Le Bihan, Lemaître, Maillard, N'Guessan, Noël, Œillet, Oliveira, Pérez, Phạm, Rivière, Roche,
Saint Jean, Sanogo, Schmitt, Soumaré, Tahri, Tessier, Łuczak, Vidal, Yildirim, Zimmermann
""".upper()
PRENOMS = """
Adèle, Bruno, Cécile, Dieynaba, Éric, Fanta, Grégory, Houda, Isaac, Jules, Kenza, Lionel, Maëlle,
Nour, Océane, Paul, Quentin, Rosalie, Salimata, Tiago, Ulysse, Valentine, Wassim, Xavier, Yüksel,
Zélie, Anaïs, Marie-Ange
"""
OBJETS = """
CAF décla trim|photocopies|CAF attestation à imprimer|renseignement|changement situation CAF|
pole emploi actualisation|courrier à expliquer|mdp CAF perdu|logement social demande HLM|CV|
Ameli - carte vitale|titre de séjour rdv préf|APL simulation|CSS dossier|impots décla en ligne|
mission locale rdv|ANTS carte grise|passeport / CNI|cours de français|CV + lettre motiv|MDPH|
logement + courrier EDF|impayé loyer|retraite dossier|permis aide|CAF + logement + impots|
a besoin de parler|aide juridictionnelle|association salle|épicerie sociale
"""
REPONSES = """
fait|fait avec la personne|imprimé|expliqué|rdv pris|doit revenir avec pièces|-||tel CAF|
orienté mission locale|orienté AS MDD|orienté France services|rdv point justice
"""
DUREES: dict[str, int | None] = {
    "5": 5, "5'": 5, "10mn": 10, "1/4h": 15, "15 min": 15, "20": 20, "1/2h": 30, "45": 45, "1h": 60,
    "1h30": 90, "": None,
}  # fmt: skip
MOIS = """
Janvier, Février, Mars, Avril, Mai, Juin, Juillet, Août, Septembre, Octobre, Novembre, Décembre
"""


@dataclass
class Habitant:
    """Somebody made up, with what a desk may know of her."""

    nom: str
    prenom: str
    sexe: str
    naissance: dt.date
    telephone: str


@dataclass
class Verite:
    """What was meant on one row."""

    feuille: str
    ligne: int
    jour: dt.date
    heure: dt.time | None
    duree: int | None
    demandes: int
    habitant: Habitant | None


@dataclass
class Registre:
    """A made-up register: rows by sheet, and the truth of each row."""

    feuilles: dict[str, list[list[Any]]] = field(default_factory=dict)
    verites: list[Verite] = field(default_factory=list)


def words_of(text: str, sign: str = ",") -> list[str]:
    """The texts of a list written over several lines."""
    return [part.strip() for part in text.replace("\n", "").strip().split(sign)]


def habitants(count: int, rng: random.Random) -> list[Habitant]:
    """Whole names are borne by one or two people, as in a real quarter."""
    families, given = words_of(NOMS), words_of(PRENOMS)
    extra = [f"{a.title()}-{b.title()}" for a in families[:40] for b in families[:40] if a < b]
    pool = families + [name.upper() for name in extra]
    return [
        Habitant(
            rng.choice(pool if count > 800 else families),
            rng.choice(given),
            rng.choice(("F", "H")),
            dt.date(rng.randint(1940, 2008), rng.randint(1, 12), rng.randint(1, 28)),
            f"0{rng.choice('67')}{rng.randint(10_000_000, 99_999_999)}",
        )
        for _ in range(count)
    ]


def registre(seed: int = 1, *, jours: int = 60, annee: int = 2024, public: int = 150) -> Registre:
    """One sheet a month, four headings of habits: ditto dates, three hours, odd names, totals."""
    rng = random.Random(seed)
    people = habitants(public, rng)
    made = Registre()
    day, done = dt.date(annee, 1, 2), 0
    while done < jours and day.year == annee:
        if day.weekday() < 5:
            _one_day(made, day, people, rng)
            done += 1
        day += dt.timedelta(days=1)
    for rows in made.feuilles.values():
        rows += [[""] * 12, ["Total", "", sum(1 for r in rows[3:] if any(r)), *[""] * 9]]
    return made


def _one_day(made: Registre, day: dt.date, people: list[Habitant], rng: random.Random) -> None:
    month = words_of(MOIS)[day.month - 1]
    sheet = f"{month[:5]} {day.year}"
    rows = made.feuilles.setdefault(sheet, [])
    if not rows:
        rows += [[f"REGISTRE ACCUEIL — {month.upper()} {day.year}", *[""] * 11], [""] * 12]
        rows.append(
            ["DATE", "Heure", "NOM Prénom", "H/F", "né(e) le / âge", "Tél", "Quartier", "Objet",
             "Réponse / orientation", "durée", "accueil par", "obs."]
        )  # fmt: skip
    for rank in range(rng.randint(6, 12)):
        who = rng.choice(people) if rng.random() < 0.75 else None
        row, truth = _row(day, who, rng, first=rank == 0)
        rows.append(row)
        made.verites.append(Verite(sheet, len(rows), day, *truth, who))
    if rng.random() < 0.1:
        rows.append([""] * 12)


def _row(
    day: dt.date, who: Habitant | None, rng: random.Random, *, first: bool
) -> tuple[list[Any], tuple[dt.time | None, int | None, int]]:
    hour = dt.time(rng.randint(9, 17), rng.randint(0, 59)) if rng.random() < 0.8 else None
    written, hour = _hour(hour, rng)
    length = rng.choice(list(DUREES))
    asked = rng.choice(words_of(OBJETS, "|"))
    sexe = (who.sexe if who else rng.choice("FH")) if rng.random() < 0.85 else ""
    row: list[Any] = [
        _date(day, rng, first=first), written, _name(who, rng), sexe,
        _birth(who, day, rng), _phone(who, rng),
        rng.choice(("", "Landouge", "Val de l'Aurence Nord", "Val Aurence N", "hors quartier")),
        asked, rng.choice(words_of(REPONSES, "|")), length,
        rng.choice(("secr.", "Secrétariat", "SC 1", "CESF", "")),
        rng.choice(("", "", "", "tel", "avec enfant", "ne lit pas le français", "urgent")),
    ]  # fmt: skip
    return row, (hour, DUREES[length], 1 + asked.count("+"))


def _date(day: dt.date, rng: random.Random, *, first: bool) -> Any:
    full = [day, f"{day:%d/%m/%y}", f"{day:%d-%m-%Y}", f"{day.day}.{day.month}", f"{day:%d.%m.%Y}"]
    if first:
        return rng.choice(full)
    return rng.choice([day] * 6 + full[1:] + ["", "", "", "idem", '"', "id."])


def _hour(hour: dt.time | None, rng: random.Random) -> tuple[Any, dt.time | None]:
    if hour is None:
        return "", None
    kind = rng.randrange(5)
    if kind == 0:
        return f"{hour.hour}h", hour.replace(minute=0)
    ways = (hour, f"{hour:%H:%M}", f"{hour.hour}h{hour:%M}", f"{hour.hour} h {hour:%M}")
    return ways[kind - 1], hour


def _name(who: Habitant | None, rng: random.Random) -> str:
    if who is None:
        return rng.choice(("", "?", "anonyme", "ANONYME", "une dame", "un jeune", "x"))
    civil = "Mme" if who.sexe == "F" else "M."
    return rng.choice(
        [f"{who.nom} {who.prenom}"] * 6
        + [f"{who.prenom} {who.nom.title()}", f"{who.nom} {who.prenom}".lower()]
        + [f"{who.nom}  {who.prenom}", f"{who.nom} {who.prenom[0]}.", f"{civil} {who.nom}"]
    )


def _birth(who: Habitant | None, day: dt.date, rng: random.Random) -> Any:
    if who is None:
        return rng.choice(("", "jeune", "+60", "env. 30", "?"))
    born = who.naissance
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return rng.choice((born, f"{born:%d/%m/%Y}", str(born.year), f"{age} ans", "", "", "?"))


def _phone(who: Habitant | None, rng: random.Random) -> Any:
    if who is None or rng.random() < 0.5:
        return ""
    number = who.telephone
    spaced = " ".join(number[i : i + 2] for i in range(0, 10, 2))
    return rng.choice((number, spaced, int(number), number[:2] + "." + number[2:]))


def write_xlsx(path: Path, sheets: dict[str, list[list[Any]]], **options: Any) -> Path:
    """Rows to a workbook, dates and hours as real ones."""
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        hour = book.add_format({"num_format": "hh:mm"})
        both = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(r, c, cell, both)
                    elif isinstance(cell, dt.date):
                        sheet.write_datetime(r, c, cell, day)
                    elif isinstance(cell, dt.time):
                        sheet.write_datetime(r, c, cell, hour)
                    elif isinstance(cell, str):
                        sheet.write_string(r, c, cell) if cell else None
                    else:
                        sheet.write(r, c, cell)
    return path


def registre_de(rows: int, *, public: int, seed: int = 5) -> list[list[Any]]:
    """One long sheet under one heading, over as many years as it takes."""
    rng = random.Random(seed)
    people = habitants(public, rng)
    made, day = Registre(), dt.date(2000, 1, 3)
    while len(made.verites) < rows:
        if day.weekday() < 5:
            _one_day(made, day, people, rng)
        day += dt.timedelta(days=1)
    sheets = list(made.feuilles.values())
    return [sheets[0][2], *(row for sheet in sheets for row in sheet[3:])][: rows + 1]
