"""A base of a busy structure, made once in a run: personnes, words, passages, demandes."""

import atexit
import contextlib
import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import resources
from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.ids import new_id
from models.base.search import fold
from models.base.settings import Settings
from models.base.table import add_all
from models.coffre.creation import create_structure
from models.comptes import acces
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices
from models.personnes import mots
from models.personnes.personne import Personne
from models.personnes.sons import collees, mots_de_son

PASSWORD = "Trois petits chats dansent sous la pluie fine"
ACCOUNT = "claire"
POSTE = "b" * 32
SEED = 20_260
_made: dict[tuple[int, int], Path] = {}


def settings(folder: Path) -> Settings:
    return Settings(poste_id=POSTE, donnees=str(folder), identifiant=ACCOUNT)


def big_base(personnes: int, passages: int) -> Path:
    """The folder of a closed base of this size; its only account holds every key."""
    wanted = personnes, passages
    if wanted not in _made:
        root = Path(tempfile.mkdtemp(prefix="cac-bench-"))
        atexit.register(shutil.rmtree, root, ignore_errors=True)
        folder = root / "base"
        create_structure(
            folder,
            service={"nom": "Centre social des Quatre-Chemins"},
            identifiant=ACCOUNT,
            password=PASSWORD,
            settings=settings(folder),
        )
        fill(personnes, passages)
        acces.lock()
        _made[wanted] = folder
    return _made[wanted]


@contextlib.contextmanager
def opened(personnes: int, passages: int) -> Iterator[Path]:
    """The same, open for its account as long as it is measured."""
    folder = big_base(personnes, passages)
    acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=settings(folder))
    try:
        yield folder
    finally:
        acces.lock()


def names(count: int) -> list[tuple[str, str]]:
    """(nom, prénom) pairs from the shipped lists, with invented ends so that they differ enough."""
    luck = random.Random(SEED)
    identites = resources.read_toml("demonstration/identites.toml")
    noms = identites["noms"]["tous"]
    prenoms = [p for sexe in ("femme", "homme") for ages in identites[sexe].values() for p in ages]
    ends = ("", "", "ier", "eau", "ov", "ez", "oğlu", "ska")
    return [(luck.choice(noms) + luck.choice(ends), luck.choice(prenoms)) for _ in range(count)]


@command(right=Droit.IMPORT, label="Grande base", undoable=False)
def fill(personnes: int, passages: int) -> None:
    """Write personnes and passages over ten years up to now; inside an open base."""
    luck = random.Random(SEED)
    keys = [new_id() for _ in range(personnes)]
    people = list(zip(keys, names(personnes), strict=True))
    born = [dt.date(1940 + luck.randrange(75), 1 + luck.randrange(12), 1 + luck.randrange(28))
            for _ in keys]  # fmt: skip
    add_all(
        Personne,
        _PERSONNE,
        (
            (key, nom, prenom, day, "jour", f"+336{luck.randrange(10**8):08d}", "Limoges",
             fold(f"{nom} {prenom}"), *("",) * 10)
            for (key, (nom, prenom)), day in zip(people, born, strict=True)
        ),
    )  # fmt: skip
    mots.add_people(
        (
            key,
            fold(f"{nom} {prenom}"),
            mots.words(nom, prenom)
            | mots.of_facts(day, "jour", "")
            | mots_de_son(collees(nom), collees(prenom)),
        )
        for (key, (nom, prenom)), day in zip(people, born, strict=True)
    )
    _fill_passages(keys, passages, luck)


_PERSONNE = (
    "id", "nom_naissance", "prenom", "date_naissance", "precision_naissance", "telephone",
    "commune", "cle", "nom_usage", "prenom_usage", "surnom", "lieu_naissance", "telephone_autre",
    "courriel", "adresse", "code_postal", "quartier", "commentaire",
)  # fmt: skip


def _fill_passages(keys: list[str], count: int, luck: random.Random) -> None:
    lieu = lieux()[0].id
    thematiques = [key for key, _ in choices("thematique")]
    now = clock.now()
    step = dt.timedelta(days=3650) / max(count, 1)
    ids = [new_id() for _ in range(count)]
    add_all(
        Passage,
        ("id", "moment", "jour", "heure", "lieu", "mode_contact", "personne", "identification",
         "precision_age", "age", "commentaire", "origine"),
        (
            (key, at, at.date(), at.time(), lieu, "mode_contact.passage_spontane",
             luck.choice(keys) if luck.random() < 0.7 else None, "identification.identifiee",
             "jour", luck.randrange(90), "", "bench")
            for i, key in enumerate(ids)
            for at in (now - step * (count - i),)
        ),
    )  # fmt: skip
    add_all(
        Demande,
        ("id", "passage", "rang", "thematique", "objet"),
        ((new_id(), key, 0, luck.choice(thematiques), "") for key in ids),
    )
