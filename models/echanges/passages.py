"""The passages of one table of a sheet, built column by column: that is what makes it fast."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.echanges.coches import Cochees, meaning, ticked
from models.echanges.compris import (
    Compte,
    DemandeComprise,
    LigneComprise,
    Naissance,
    PersonneComprise,
)
from models.echanges.jours import Jours, days_of, first_year
from models.echanges.lecteurs import LECTEURS, LU, RIEN, Lecture, Memoire, count
from models.echanges.lecture.cellules import Cellule
from models.echanges.plan import Plan, Table
from models.echanges.reponses import Observation, Reponse
from models.echanges.thematiques import with_theme
from models.echanges.tri import Tri
from models.echanges.valeurs.ages import Age, at_passage, possible
from models.echanges.valeurs.heures import minutes_between
from models.echanges.valeurs.lexique import Lexique
from models.echanges.valeurs.noms import IDENTIFIEE, INCONNUE, Nom, read_nom, read_parts
from models.echanges.valeurs.textes import MASQUE, is_void, masked, set_aside, text_of

_SANS_NOM = Nom("", INCONNUE)
_COMPTES = {
    "jour": "dates", "moment": "dates", "heure": "heures", "duree": "durees", "objet": "demandes",
    "theme": "demandes", "duree_heures": "durees", "telephone": "telephones", "sexe": "sexes",
    "naissance": "naissances", "age": "naissances", "annee_naissance": "naissances",
    "reponse": "reponses", "orientation": "reponses", "mode": "modes",
}  # fmt: skip


class Atelier:
    """What is shared by all the sheets of a file: readings already made, names learnt, counts."""

    def __init__(self, lexicon: Lexique, quartiers: dict[str, str]) -> None:
        self.comptes: dict[str, Compte] = defaultdict(Compte)
        self.quartiers = quartiers
        self._memories: dict[str, Memoire] = {}
        self._lexicon = lexicon
        self._ages: dict[tuple[Naissance | Age, int | None], Naissance] = {}

    def memory(self, champ: str) -> Memoire:
        if champ not in self._memories:
            reader = self._name if champ == "nom_complet" else LECTEURS[champ]
            self._memories[champ] = Memoire(reader)
        return self._memories[champ]

    def _name(self, cell: Cellule, text: str) -> Lecture:
        bare, mask = set_aside(text or text_of(cell))
        found = read_nom(bare, self._lexicon)
        return Lecture(found, " ; ".join(filter(None, (found.reste, mask))))

    def age(self, found: Age, day: dt.date | None) -> Naissance:
        key = found, day.year if day else None
        if key not in self._ages:
            self._ages[key] = at_passage(found, day)
        return self._ages[key]


class Colonnes(NamedTuple):
    """Readings by field, one per row; a field that has no column reads as nothing."""

    noms: list[Lecture]
    sexes: list[Lecture]
    naissances: list[Lecture]
    telephones: list[Lecture]
    quartiers: list[Lecture]
    heures: list[Lecture]
    fins: list[Lecture]
    demandes: list[tuple[DemandeComprise, ...]]
    reponses: list[Reponse | None]
    durees: list[Lecture]
    modes: list[Lecture]
    accueillants: list[Lecture]
    lieux: list[Lecture]
    observations: list[Observation | None]
    coches: list[Cochees | None]
    restes: list[str]


def read_table(plan: Plan, table: Table, found: Tri, workshop: Atelier) -> list[LigneComprise]:
    """Every passage of a table."""
    if not found.lignes:
        return []
    cells: list[Sequence[Cellule]] = list(zip(*(row for _, row in found.lignes), strict=True))
    reader = _Lecture(plan, table, cells, workshop)
    columns = reader.columns()
    days = reader.days(found)
    numbers = [index + 1 for index, _row in found.lignes]
    build = _Ligne(plan, reader, workshop)
    return [
        build.line(*row) for row in zip(numbers, days, *columns, strict=True)
    ]  # fmt: skip


class _Lecture:
    """The columns of one table, read."""

    def __init__(
        self, plan: Plan, table: Table, cells: list[Sequence[Cellule]], workshop: Atelier
    ) -> None:
        self.plan, self.table, self.cells, self.workshop = plan, table, cells, workshop
        self.size = len(cells[0])
        self.read: dict[int, list[Lecture]] = {}
        for column in table.colonnes:
            if column.champ == "coche":
                continue
            champ = column.champ or "autre"
            readings = workshop.memory(champ).column(
                cells[column.rang], keep_idem=champ in ("jour", "moment")
            )
            self.read[column.rang] = readings
            if champ in _COMPTES:
                count(workshop.comptes[_COMPTES[champ]], readings)

    def of(self, *champs: str) -> list[list[Lecture]]:
        """The columns of some fields, in the order of the sheet."""
        return [self.read[c.rang] for c in self.table.colonnes if c.champ in champs]

    def one(self, *champs: str) -> list[Lecture]:
        """One reading a row: the first column that says something."""
        found = self.of(*champs)
        if not found:
            return [RIEN] * self.size
        if len(found) == 1:
            return found[0]
        return [next((r for r in row if r[2] == LU), row[0]) for row in zip(*found, strict=True)]

    def columns(self) -> Colonnes:
        names = self._names()
        return Colonnes(
            names,
            self.one("sexe"),
            self.one("naissance", "annee_naissance", "age"),
            self.one("telephone"),
            self.one("quartier"),
            self._hours(),
            self.one("heure_fin"),
            self._demandes(),
            self._answers(),
            self.one("duree", "duree_heures"),
            self.one("mode"),
            self.one("accueillant"),
            self.one("lieu"),
            self._remarks(),
            self._ticks(),
            self._rest(names),
        )

    def days(self, found: Tri) -> Jours:
        readings = self.one("jour")
        if self.table.rank("jour") is None and self.of("moment"):
            readings = [
                Lecture(r[0][0], r[1], r[2]) if r[2] == LU else r for r in self.one("moment")
            ]
        return days_of(readings, first_year(readings, self.plan.repere), found.reperes)

    def _hours(self) -> list[Lecture]:
        if not self.of("heure") and self.of("moment"):
            return [
                Lecture(r[0][1], "", LU) if r[2] == LU and r[0][1] else RIEN
                for r in self.one("moment")
            ]
        return self.one("heure")

    def _names(self) -> list[Lecture]:
        """Whole names in a column, or a family name and a given name in two."""
        if whole := self.of("nom_complet"):
            return whole[0]
        parts = [self.one(champ) for champ in ("nom", "prenom", "civilite")]
        memo: dict[tuple[str, ...], Lecture] = {}
        rows: list[Lecture] = []
        for row in zip(*parts, strict=True):
            key = tuple(reading[0] or "" for reading in row)
            if key not in memo:
                bare, masks = zip(*map(set_aside, key), strict=True)
                found = read_parts(*bare)
                memo[key] = Lecture(found, " ; ".join(filter(None, (found.reste, *masks))))
            rows.append(memo[key])
        return rows

    def _demandes(self) -> list[tuple[DemandeComprise, ...]]:
        asked, themes = self.of("objet"), self.of("theme")
        bodies = self.of("operateur")
        if len(asked) == 1 and not themes and not bodies:
            return [reading[0] or () for reading in asked[0]]
        memo: dict[tuple[Any, ...], tuple[DemandeComprise, ...]] = {}
        rows = []
        texts = [self.cells[c.rang] for c in self.table.colonnes if c.champ == "objet"]
        for rank in range(self.size):
            key = (
                tuple(column[rank][0] or "" for column in themes),
                tuple(text_of(column[rank]) for column in texts),
                tuple(column[rank][0] for column in asked),
                bodies[0][rank][0] if bodies else None,
            )
            if key not in memo:
                memo[key] = _asked(*key)
            rows.append(memo[key])
        return rows

    def _answers(self) -> list[Reponse | None]:
        found = self.of("reponse", "orientation", "resultat")
        if not found:
            return [None] * self.size
        if len(found) == 1:
            return [reading[0] for reading in found[0]]
        memo: dict[tuple[Any, ...], Reponse | None] = {}
        rows = []
        for row in zip(*found, strict=True):
            key = tuple(reading[0] for reading in row)
            if key not in memo:
                memo[key] = _together([one for one in key if one is not None])
            rows.append(memo[key])
        return rows

    def _remarks(self) -> list[Observation | None]:
        found = self.of("observation", "critere")
        if not found:
            return [None] * self.size
        if len(found) == 1:
            return [reading[0] for reading in found[0]]
        return [_remark([r[0] for r in row if r[0]]) for row in zip(*found, strict=True)]

    def _ticks(self) -> list[Cochees | None]:
        columns = [c for c in self.table.colonnes if c.champ == "coche"]
        if not columns:
            return [None] * self.size
        meanings = [meaning(c.titre, c.groupe) for c in columns]
        memo: dict[tuple[Cellule, ...], Cochees] = {}
        rows: list[Cochees | None] = []
        for row in zip(*(self.cells[c.rang] for c in columns), strict=True):
            if row not in memo:
                memo[row] = ticked(list(zip(meanings, row, strict=True)))
            rows.append(memo[row])
        return rows

    def _rest(self, names: list[Lecture]) -> list[str]:
        """What no field holds, each text after the heading of its column."""
        found = [""] * self.size
        for column in self.table.colonnes:
            readings = self.read.get(column.rang)
            if readings is None or column.champ in ("nom", "prenom"):
                continue
            if not self.workshop.memory(column.champ or "autre").has_rest:
                continue
            title = column.titre or f"Colonne {_letters(column.rang)}"
            self._add(found, title, readings)
        if self.table.rank("nom") is not None:
            self._add(found, "Nom", names)
        return found

    @staticmethod
    def _add(found: list[str], title: str, readings: Sequence[Lecture]) -> None:
        memo: dict[str, str] = {}
        for rank, reading in enumerate(readings):
            if rest := reading[1]:
                if rest not in memo:
                    memo[rest] = f"{title}\u00a0: {rest}"
                said = found[rank]
                found[rank] = f"{said}\n{memo[rest]}" if said else memo[rest]


def _letters(rank: int) -> str:
    """The name of a column in a spreadsheet: A, Z, AA."""
    name = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(65 + rest) + name
    return name


def _asked(
    themes: tuple[str, ...],
    texts: tuple[str, ...],
    read: tuple[tuple[DemandeComprise, ...] | None, ...],
    body: str | None,
) -> tuple[DemandeComprise, ...]:
    """Several columns of demandes, headings and bodies concerned, as one list."""
    found = [one for several in read for one in several or ()]
    theme = " + ".join(text for text in themes if text and not is_void(text))
    if theme:
        objet = " + ".join(text for text in texts if text and not is_void(text))
        found = list(with_theme(theme, objet)) or found
        if not found:
            found = [DemandeComprise("ren", "ren.non_precisee", None, masked(theme), False)]
    if body:
        found = [DemandeComprise(d.thematique, d.detail, body, d.texte, d.reconnue) for d in found]
    return tuple(dict.fromkeys(found))


def _together(answers: Sequence[Reponse]) -> Reponse | None:
    if not answers:
        return None
    return Reponse(
        tuple(dict.fromkeys(code for one in answers for code in one.reponses)),
        next((one.resultat for one in reversed(answers) if one.resultat), None),
        next((one.orientation for one in reversed(answers) if one.orientation), None),
    )


def _remark(remarks: Sequence[Observation]) -> Observation | None:
    if not remarks:
        return None
    criteria = tuple(dict.fromkeys(code for one in remarks for code in one.criteres))
    return Observation(next((one.mode for one in remarks if one.mode), None), criteria)


class _Ligne:
    """Puts the readings of one row together."""

    def __init__(self, plan: Plan, reader: _Lecture, workshop: Atelier) -> None:
        self.feuille = plan.feuille.nom
        self.annee = plan.repere.annee
        self.workshop = workshop
        self.titre_naissance = next(
            (c.titre for c in reader.table.colonnes if c.champ in ("naissance", "annee_naissance")),
            "Naissance",
        )

    def line(
        self, number: int, day: tuple[dt.date | None, str], name: Lecture, sexe: Lecture,
        born: Lecture, phone: Lecture, quartier: Lecture, hour: Lecture, end: Lecture,
        demandes: tuple[DemandeComprise, ...], answer: Reponse | None, length: Lecture,
        mode: Lecture, host: Lecture, lieu: Lecture, remark: Observation | None,
        ticks: Cochees | None, rest: str,
    ) -> LigneComprise:  # fmt: skip
        jour, source = day
        nom: Nom = name[0] or _SANS_NOM
        said_sexe = sexe[0] or nom.sexe
        naissance = self._born(born[0], jour) or nom.age
        warnings: tuple[str, ...] = ()
        if naissance is not None and naissance.annee and not possible(naissance, jour):
            rest = _joined(rest, f"{self.titre_naissance}\u00a0: {naissance.ecrit}")
            warnings += ("date de naissance impossible\u00a0: gardée dans le commentaire",)
            naissance = None
        if source == "illisible":
            warnings += ("date illisible\u00a0: celle de la ligne au-dessus a été prise",)
        if MASQUE in rest:
            warnings += ("un numéro de sécurité sociale a été masqué",)
        telephone = phone[0] or nom.telephone
        place = self.workshop.quartiers.get(quartier[0], quartier[0]) if quartier[0] else None
        heure = hour[0]
        minutes = length[0]
        if minutes is None and heure and (stop := end[0].heure if end[0] else heure.fin):
            minutes = minutes_between(heure.heure, stop)
        way = mode[0] or (remark.mode if remark else None)
        criteria = remark.criteres if remark else ()
        answers, result, whither = (answer[0], answer[1], answer[2]) if answer else ((), None, None)
        if ticks is not None:
            for coche in ticks.coches:
                said_sexe = said_sexe or coche.sexe
                naissance = naissance or coche.naissance
                way = way or coche.mode
                demandes = _added(demandes, coche.demandes)
                answers = tuple(dict.fromkeys((*answers, *coche.reponses)))
                whither = whither or coche.orientation
                criteria = (*criteria, coche.critere) if coche.critere else criteria
            rest = _joined(rest, ticks.reste)
        personne = None
        if nom.identification == IDENTIFIEE:
            personne = PersonneComprise(
                nom.ecrit, nom.nom, nom.prenom, nom.civilite, nom.partielle,
                said_sexe, naissance, telephone, place,
            )  # fmt: skip
        return LigneComprise(
            self.feuille, number, jour, source,
            heure.heure if heure else None, heure.precision if heure else None,
            personne, nom.identification, said_sexe, naissance, telephone, place, demandes,
            answers, result, whither, minutes, way, host[0], lieu[0], criteria, rest, warnings,
        )  # fmt: skip

    def _born(self, found: Naissance | Age | None, day: dt.date | None) -> Naissance | None:
        return self.workshop.age(found, day) if isinstance(found, Age) else found


def _joined(first: str, second: str) -> str:
    return f"{first}\n{second}" if first and second else first or second


def _added(
    demandes: tuple[DemandeComprise, ...], more: tuple[DemandeComprise, ...]
) -> tuple[DemandeComprise, ...]:
    """A ticked heading adds nothing to a demande of the same heading told in words."""
    known = {demande.thematique for demande in demandes}
    return demandes + tuple(one for one in more if one.thematique not in known)
