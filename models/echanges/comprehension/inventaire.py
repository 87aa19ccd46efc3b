"""The texts of a file that fall in our lists: how often each, taken for what, how surely."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from models.base.search import fold
from models.echanges.choix import COMMENTAIRE, NE_PAS_REPRENDRE, SUJETS
from models.echanges.comprehension.atelier import Atelier
from models.echanges.comprehension.coches import meaning
from models.echanges.comprehension.compris import DemandeComprise
from models.echanges.comprehension.corrections import corrected_tick
from models.echanges.comprehension.lecteurs import ILLISIBLE, LU, Lecture
from models.echanges.comprehension.reponses import Observation, Reponse
from models.echanges.comprehension.thematiques import NON_PRECISEE, with_theme
from models.echanges.comprehension.valeurs.textes import is_idem, is_void, masked, text_of
from models.echanges.lecture.cellules import Cellule

SUR, A_VERIFIER, INCONNU = "sur", "a_verifier", "inconnu"
CHOISI, APPRIS = "choisi", "appris"
_ORDER = {INCONNU: 0, A_VERIFIER: 1, CHOISI: 2, APPRIS: 3, SUR: 4}
_LONGEST = 200  # a longer text is a story, not a word of a list


class ValeurLue(NamedTuple):
    """One text of one list; `cibles` are keys of values, or what else was made of it."""

    sujet: str
    cle: str
    texte: str
    nombre: int
    cibles: tuple[str, ...]
    etat: str


def inventory(workshop: Atelier) -> tuple[ValeurLue, ...]:
    """Every text met in a column of one of our lists: first what was not understood."""
    found: dict[tuple[str, str], list[Any]] = {}
    for champ, counts in (workshop.releve or {}).items():
        for written, count, reading in _readings(workshop, champ, counts):
            texts, _told_first = found.setdefault(
                (SUJETS[champ], fold(written)), [Counter(), reading]
            )
            texts[written] += count
    values = [_value(workshop, key, *one) for key, one in found.items() if key[1]]
    return tuple(sorted(values, key=lambda v: (_ORDER[v.etat], -v.nombre, v.sujet, v.texte)))


def _readings(
    workshop: Atelier, champ: str, counts: Counter[Cellule]
) -> Iterator[tuple[str, int, tuple[tuple[str, ...], str]]]:
    for cell, count in counts.items():
        written = masked(text_of(cell))
        if not count or is_void(written) or is_idem(written) or len(written) > _LONGEST:
            continue
        if champ == "coche":
            decided = workshop.choix.of_subject("coche")
            targets = _of_tick(corrected_tick(meaning(written, ""), decided))
            yield written, count, (targets, SUR if targets else INCONNU)
        else:
            yield written, count, _told(champ, workshop.memory(champ)[cell], written)


def _told(champ: str, reading: Lecture, written: str) -> tuple[tuple[str, ...], str]:
    """What a reading stands for, and how surely."""
    value = reading.valeur
    if champ == "theme" and isinstance(value, str):
        value = with_theme(value, "")
    targets = _targets(SUJETS[champ], value)
    if reading.etat == ILLISIBLE or not targets:
        return targets, INCONNU if reading.etat in (LU, ILLISIBLE) else SUR
    partly = bool(reading.reste) or not all(getattr(one, "reconnue", True) for one in _each(value))
    unsure = champ in ("objet", "theme") and f"thematique.{NON_PRECISEE}" in targets
    return targets, INCONNU if unsure else A_VERIFIER if partly else SUR


def _each(value: Any) -> tuple[Any, ...]:
    return value if type(value) is tuple else (value,)


def _targets(sujet: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if sujet == "thematique":
        return tuple(dict.fromkeys(_key(one) for one in value if isinstance(one, DemandeComprise)))
    if isinstance(value, Reponse):
        found = [f"reponse.{code}" for code in value.reponses]
        found += [f"orientation.{value.orientation}"] if value.orientation else []
        return tuple(found + ([f"resultat.{value.resultat}"] if value.resultat else []))
    if isinstance(value, Observation):
        return tuple(f"critere_public.{code}" for code in value.criteres)
    if sujet in ("accueilli_par", "lieu"):
        return (f"{NOUVELLE}{getattr(value, 'libelle', value)}",)
    return (f"{sujet}.{value}",)


NOUVELLE = "texte:"  # before the text itself: a site or somebody of this name


def _key(one: DemandeComprise) -> str:
    return f"thematique.{one.detail or one.thematique}"


def _of_tick(found: Any) -> tuple[str, ...]:
    targets = [_key(one) for one in found.demandes]
    targets += [f"reponse.{code}" for code in found.reponses]
    for name in ("sexe", "mode", "orientation", "critere"):
        if code := getattr(found, name):
            listed = {"mode": "mode_contact", "critere": "critere_public"}.get(name, name)
            targets.append(f"{listed}.{code}")
    if found.naissance is not None:
        targets.append(f"tranche_age.{found.naissance.tranche}")
    return tuple(targets)


def _value(
    workshop: Atelier, key: tuple[str, str], texts: Counter[str], told: tuple[tuple[str, ...], str]
) -> ValeurLue:
    sujet, text = key
    targets, state = told
    choix = workshop.choix
    decided = choix.valeurs.get(key) or choix.apprises.get(key)
    if decided is not None:
        state = CHOISI if key in choix.valeurs else APPRIS
        special = sujet in ("accueilli_par", "lieu") or decided in (COMMENTAIRE, NE_PAS_REPRENDRE)
        targets = (decided,) if special else targets or (decided,)
    return ValeurLue(sujet, text, texts.most_common(1)[0][0], texts.total(), targets, state)
