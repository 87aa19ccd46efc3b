"""What all the sheets of a file share: readings already made, names learnt, counts."""

import datetime as dt
from collections import Counter, defaultdict

from models.echanges.choix import SUJETS, Choix
from models.echanges.comprehension.compris import Compte, Naissance
from models.echanges.comprehension.corrections import corrected_reader
from models.echanges.comprehension.lecteurs import LECTEURS, Lecture, Memoire
from models.echanges.comprehension.valeurs.ages import Age, at_passage
from models.echanges.comprehension.valeurs.lexique import Lexique
from models.echanges.comprehension.valeurs.noms import read_nom, read_parts
from models.echanges.comprehension.valeurs.textes import set_aside, text_of
from models.echanges.lecture.cellules import Cellule


class Atelier:
    """`quartiers`: each spelling to the one that stands for it; `releve`: how often each text of a
    field was met, when it is asked for."""

    def __init__(
        self, lexicon: Lexique, quartiers: dict[str, str], choix: Choix, *, relever: bool = False
    ) -> None:
        self.choix = choix
        self.releve: dict[str, Counter[Cellule]] | None = defaultdict(Counter) if relever else None
        self.comptes: dict[str, Compte] = defaultdict(Compte)
        self.quartiers = quartiers
        self._memories: dict[str, Memoire] = {}
        self._lexicon = lexicon
        self._ages: dict[tuple[Age, int | None], Naissance] = {}
        self._parts: dict[tuple[str, ...], Lecture] = {}

    def memory(self, champ: str) -> Memoire:
        """The readings of a field; whole names need what was learnt."""
        if champ not in self._memories:
            reader = self._name if champ == "nom_complet" else LECTEURS[champ]
            decided = self.choix.of_subject(SUJETS[champ]) if champ in SUJETS else {}
            self._memories[champ] = Memoire(corrected_reader(champ, decided, reader))
        return self._memories[champ]

    def _name(self, cell: Cellule, text: str) -> Lecture:
        bare, mask = set_aside(text or text_of(cell))
        found = read_nom(bare, self._lexicon)
        return Lecture(found, " ; ".join(filter(None, (found.reste, mask))))

    def name_in_parts(self, parts: tuple[str, ...]) -> Lecture:
        """A family name, a given name and a civilité from columns of their own."""
        if parts not in self._parts:
            bare, masks = zip(*map(set_aside, parts), strict=True)
            found = read_parts(*bare)
            rest = " ; ".join(filter(None, (found.reste, *masks)))
            self._parts[parts] = Lecture(found, rest)
        return self._parts[parts]

    def age(self, found: Age, day: dt.date | None) -> Naissance:
        key = found, day.year if day else None
        if key not in self._ages:
            self._ages[key] = at_passage(found, day)
        return self._ages[key]
