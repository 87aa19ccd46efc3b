"""What the assistant asks of a file, step by step; the command line takes the same way at once."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import peewee

from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.held import HeldListing
from models.base.progress import Progress
from models.base.search import fold
from models.base.table import tuples_of
from models.echanges.choix import COMMENTAIRE, NE_PAS_REPRENDRE, Choix
from models.echanges.comprehension.inventaire import ValeurLue
from models.echanges.comprehension.registre import comprendre_classeur
from models.echanges.importation import ready_report
from models.echanges.lecture import Classeur, lire
from models.echanges.preparation import Preparation, preparer
from models.echanges.reprise import refuse_content
from models.echanges.vue.colonnes import colonnes_listing, colonnes_of
from models.echanges.vue.lignes import lignes_listing, lignes_of, totals
from models.echanges.vue.questions import questions_listing
from models.echanges.vue.valeurs import agents_and_sites, valeurs_listing
from models.nomenclatures.lieu import lieux
from models.nomenclatures.listes import add_valeur
from models.nomenclatures.valeur import Valeur, choices

Option = tuple[str, str]
_SPECIAL: list[Option] = [
    (COMMENTAIRE, "Mettre dans le commentaire"),
    (NE_PAS_REPRENDRE, "Ne pas reprendre"),
]
_ANSWERS = ("reponse", "orientation", "resultat")
_OPEN = ("thematique", "coche")


def read_file(path: Path, progress: Progress) -> Classeur:
    """The cells of a file; `Refused` at once if it was brought in before."""
    handle().require_actor().require(Droit.IMPORT)
    progress.step(0, 0)
    book = lire(path, gently=True)
    refuse_content(book.empreinte, book.nom)
    return book


def understand(book: Classeur, choix: Choix, progress: Progress) -> Preparation:
    """Everything that the steps show, for what is decided so far."""
    return preparer(comprendre_classeur(book, progress, choix=choix, relever=True), choix)


class Vue(NamedTuple):
    """What all the steps show, made ahead in a job: a step never waits."""

    ready: Preparation
    colonnes: HeldListing
    valeurs: HeldListing
    questions: HeldListing
    lignes: HeldListing
    totaux: str
    rapport: dict[str, Any]


def see(book: Classeur, choix: Choix, progress: Progress) -> Vue:
    """Understand a file and lay out what the steps show of it."""
    return shown(understand(book, choix, progress))


def shown(ready: Preparation) -> Vue:
    return Vue(
        ready,
        colonnes_listing(colonnes_of(ready)),
        valeurs_listing(ready.registre.valeurs),
        questions_listing(ready.questions()),
        lignes_listing(lignes_of(ready)),
        totals(ready),
        ready_report(ready),
    )


def let_go(seen: list[Vue]) -> None:
    """Forget a view little by little: freeing a million cells at once would stop the window."""
    vue = seen.pop()
    rows: list[list[Any]] = [
        list(vue.ready.registre.lignes), list(vue.lignes.held), list(vue.lignes.words or ()),
        list(vue.ready.marks), list(vue.ready.sorts),
    ]  # fmt: skip
    del vue
    for several in rows:
        while several:
            del several[-500:]


def decide_people(ready: Preparation, personnes: Mapping[str, str]) -> Vue:
    """The same rows with other decisions on their people: nothing is read again."""
    choix = replace(ready.choix, personnes=personnes)
    return shown(preparer(ready.registre, choix))


def options_of(value: ValeurLue) -> list[Option]:
    """What a text may stand for: the values of its list, the commentaire, nothing."""
    if value.sujet in ("accueilli_par", "lieu"):
        sites = {str(lieu.id) for lieu in lieux()}
        wanted = value.sujet == "lieu"
        return [(key, told) for key, told in agents_and_sites().items() if (key in sites) == wanted]
    if value.sujet in _OPEN:
        more = choices("critere_public") if value.sujet == "coche" else []
        return [*thematiques(), *more, *(_SPECIAL if value.sujet == "thematique" else [])]
    names = _ANSWERS if value.sujet in _ANSWERS else (value.sujet,)
    found = [option for name in names for option in choices(name)]
    return [*found, *_SPECIAL]


def thematiques() -> list[Option]:
    """The demandes, each after its heading."""
    heading = Valeur.alias()
    query: Any = (
        Valeur.select(Valeur.id, Valeur.libelle, heading.libelle)
        .join(heading, peewee.JOIN.LEFT_OUTER, on=(Valeur.parent == heading.id))
        .where((Valeur.nomenclature == "thematique") & Valeur.actif)
        .order_by(Valeur.ordre, Valeur.libelle)
    )
    return [(key, f"{told} ({above})" if above else told) for key, told, above in tuples_of(query)]


def may_be_added(value: ValeurLue) -> bool:
    """Whether its text may become a value of the list; a site or an agent is made by itself."""
    return value.sujet not in ("accueilli_par", "lieu", "coche", "sexe")


def add_value(value: ValeurLue) -> Valeur:
    """A text of the file as a new value of its list, as the settings add one; a demande goes under
    the heading that was thought of for it."""
    libelle = value.texte.strip()[:80]
    if not fold(libelle):
        raise Invalid("libelle", "Valeur\u00a0: ce texte n’a ni lettre ni chiffre.")
    parent = None
    if value.sujet == "thematique":
        heading = value.cibles[0].split(".")[1] if value.cibles else "ren"
        parent = f"thematique.{heading}"
    return add_valeur(value.sujet, libelle[:1].upper() + libelle[1:], parent=parent)
