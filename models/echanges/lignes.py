"""Rows of a register as rows of the base, in the order of the sheet; nothing written is lost."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from models.accueil.demande import Demande
from models.accueil.passage import NOON, Passage
from models.base import clock
from models.base.ids import new_id
from models.base.search import fold
from models.base.table import tuples_of
from models.comptes.agent import Agent, active_agents
from models.echanges.choix import Choix
from models.echanges.comprehension.compris import Accueillant, LigneComprise
from models.echanges.rapprochement import Rapprochement
from models.nomenclatures.lieu import Lieu, lieux
from models.nomenclatures.valeur import Valeur
from models.personnes.naissance import Naissance, Precision, age_at

Row = tuple[Any, ...]


class Lignes:
    """Turns lines into tuples for `add_all`: first `passages()`, then the rest."""

    PASSAGE: ClassVar[tuple[str, ...]] = (
        "id", "moment", "jour", "heure", "lieu", "mode_contact", "personne", "identification",
        "sexe", "tranche_age", "age", "precision_age", "duree_minutes", "accueilli_par",
        "statut_accueillant", "commentaire", "origine",
    )  # fmt: skip
    DEMANDE: ClassVar[tuple[str, ...]] = (
        "id", "passage", "rang", "thematique", "objet", "operateur", "resultat", "orientation",
    )  # fmt: skip
    REPONSE: ClassVar[tuple[str, ...]] = ("id", "demande", "reponse")

    def __init__(
        self,
        lines: Sequence[LigneComprise],
        found: Rapprochement,
        ranks: Sequence[int],
        choix: Choix,
    ) -> None:
        """`ranks`: the lines that become passages; the others only tell the days around them."""
        self._lines = lines
        self._ranks = ranks
        self.days = days_of(lines)
        self._found = found
        self._chosen = {name: choix.of_subject(name) for name in ("lieu", "accueilli_par")}
        self._values = {row[0] for row in tuples_of(Valeur.select(Valeur.id))}
        self._lieux = {fold(lieu.nom): lieu.id for lieu in lieux()}
        self._first_lieu = lieux()[0].id
        self._agents = {fold(f"{a.prenom} {a.nom}"): (a.id, a.statut) for a in active_agents()}
        self._known = dict(self._agents.values())
        self.keys: list[str] = []
        self._demandes: list[tuple[str, str, LigneComprise]] = []
        self._asked: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many demandes and réponses each passage was given."""
        return self._asked, self._answered

    def passages(self) -> Iterator[Row]:
        for rank in self._ranks:
            line, day = self._lines[rank], self.days[rank]
            key = new_id()
            self.keys.append(key)
            yield (key, *self._when(line, day), *self._who(rank, line, day))

    def demandes(self) -> Iterator[Row]:
        """A réponse and an orientation are written once a row: they go with its first demande."""
        for passage, rank in zip(self.keys, self._ranks, strict=True):
            line = self._lines[rank]
            self._asked[passage] = len(line.demandes)
            for rang, demande in enumerate(line.demandes):
                key = new_id()
                first = rang == 0
                if first:
                    self._demandes.append((passage, key, line))
                yield (
                    key,
                    passage,
                    rang,
                    self._thematique(demande.detail, demande.thematique),
                    _cut(demande.texte, Demande.objet.max_length),
                    self._value("operateur", demande.operateur),
                    self._value("resultat", line.resultat) if first else None,
                    self._value("orientation", line.orientation) if first else None,
                )

    def reponses(self) -> Iterator[Row]:
        for passage, demande, line in self._demandes:
            for code in dict.fromkeys(line.reponses):
                value = self._value("reponse", code)
                if value is not None:
                    self._answered[passage] += 1
                    yield (new_id(), demande, value)

    def _when(self, line: LigneComprise, day: dt.date) -> Row:
        wall = dt.datetime.combine(day, line.heure or NOON)
        moment = wall.astimezone(dt.UTC)
        mode = self._value("mode_contact", line.mode) or "mode_contact.passage_spontane"
        return (moment, day, line.heure, self._lieu(line.lieu), mode)

    def _who(self, rank: int, line: LigneComprise, day: dt.date) -> Row:
        groupe = self._found.of_line.get(rank)
        received = self._agent(line.accueilli_par) if line.accueilli_par else (None, None)
        said = _cut(_comment(line, known=groupe is not None), Passage.commentaire.max_length)
        rest = (line.duree, *received, said, "import")
        if groupe is not None:
            naissance = self._found.naissance_of(groupe)
            sexe = self._value("sexe", groupe.sexe)
            key = self._found.key_of(groupe)
            age = _age(naissance, day)
            return (key, "identification.identifiee", sexe, None, *age, *rest)
        born = line.naissance
        band = self._value("tranche_age", born.tranche) if born else None
        told = (born.age, "estimee") if born and born.age is not None else (None, "inconnue")
        identification = self._value("identification", line.identification)
        anonymous = identification or "identification.non_identifiee"
        if anonymous == "identification.identifiee":
            anonymous = "identification.non_identifiee"
        return (None, anonymous, self._value("sexe", line.sexe), band, *told, *rest)

    def _thematique(self, detail: str | None, heading: str) -> str:
        return self._value("thematique", detail) or f"thematique.{heading}"

    def _value(self, nomenclature: str, code: str | None) -> str | None:
        key = f"{nomenclature}.{code}"
        return key if code and key in self._values else None

    def _lieu(self, written: str | None) -> str:
        """The site of this name, made if the register knows one that the base does not."""
        if not written:
            return str(self._first_lieu)
        cle = fold(written)
        if (chosen := self._chosen["lieu"].get(cle)) in self._lieux.values():
            return str(chosen)
        if cle not in self._lieux:
            self._lieux[cle] = Lieu(nom=written[:120], ordre=len(self._lieux)).save().id
        return str(self._lieux[cle])

    def _agent(self, received: Accueillant) -> tuple[str, str | None]:
        """Who received, as an agent without account if nobody has that name, and the status.

        The one that the row tells is that of the day; what we know of the agent stands in for it.
        """
        chosen = self._chosen["accueilli_par"].get(fold(received.ecrit), "")
        if chosen in self._known:
            return chosen, received.genre or self._known[chosen]
        cle = fold(received.libelle)
        if cle not in self._agents:
            agent = Agent(nom=received.libelle[:80], statut=received.genre).save()
            self._agents[cle] = (agent.id, agent.statut)
        key, statut = self._agents[cle]
        return key, received.genre or statut


def days_of(lines: Sequence[LigneComprise]) -> list[dt.date]:
    """The day of each line; one that nobody wrote is that of the line before in its sheet, or else
    the first one of its sheet, or else of the file."""
    first: dict[str, dt.date] = {}
    for line in lines:
        if line.jour:
            first.setdefault(line.feuille, line.jour)
    anywhere = next(iter(first.values()), clock.today())
    current: dict[str, dt.date] = {}
    days = []
    for line in lines:
        before = current.get(line.feuille) or first.get(line.feuille, anywhere)
        current[line.feuille] = line.jour or before
        days.append(current[line.feuille])
    return days


def _comment(line: LigneComprise, *, known: bool) -> str:
    """All that no column holds: a name that made no file, a day that was not read, the rest."""
    parts = []
    if line.personne is not None and not known:
        parts.append(f"Nom écrit\u00a0: {line.personne.ecrit}")
        if line.telephone:
            parts.append(f"Téléphone\u00a0: {line.telephone}")
    if line.jour is None:
        parts.append("Date non lue")
    return " · ".join([*parts, line.commentaire] if line.commentaire else parts)


def _age(naissance: Naissance, day: dt.date) -> tuple[int | None, str]:
    if naissance.date is None:
        return None, Precision.INCONNUE.value
    return age_at(naissance.date, day), naissance.precision.value


def _cut(text: str, limit: int) -> str:
    kept = "".join(c for c in text if c.isprintable() or c in "\n\u00a0\u202f")
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"
