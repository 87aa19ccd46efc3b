"""What a password must be: the CNIL's 80 bits, since it also protects a file that was stolen."""

import functools
import math
import re
import string
from collections.abc import Iterable
from typing import NamedTuple

from models.base.errors import Invalid
from models.base.search import fold

LENGTH, BITS, WORDS = 12, 80, 7
_CLASSES = ((string.ascii_lowercase, 26), (string.ascii_uppercase, 26), (string.digits, 10))
_OTHERS = 37  # punctuation, blanks, letters with an accent or of another script
_DISTINCT = 5  # characters, or words: fewer is a pattern


class Force(NamedTuple):
    """How strong a password is: bits, a level from 0 to 4 for the meter, and what is missing."""

    bits: int
    niveau: int
    manque: tuple[str, ...]


def strength(password: str, *, noms: Iterable[str] = ()) -> Force:
    """Judge a password; `noms` are what it must not be: identifiant, structure, prénom and nom."""
    bits = entropy(password)
    manque = tuple(_missing(password, bits, noms))
    niveau = min(4, bits * 4 // BITS) if not manque else min(3, bits * 4 // BITS)
    if is_passphrase(password) and not manque:
        niveau = 4
    return Force(bits, niveau, manque)


def check_password(password: str, *, field: str = "password", noms: Iterable[str] = ()) -> None:
    """`Invalid` says all that is missing, in one go."""
    manque = strength(password, noms=noms).manque
    if manque:
        said = " ".join(manque)
        raise Invalid(field, f"Mot de passe\u00a0: {said[:1].lower()}{said[1:]}")


def entropy(password: str) -> int:
    """log2(N^L) with the classes of délibération 2022-100, rounded as in its own examples."""
    return round(len(password) * _bits_each(password))


def _bits_each(password: str) -> float:
    size = sum(n for letters, n in _CLASSES if set(letters) & set(password))
    if set(password) - set(string.ascii_letters + string.digits):
        size += _OTHERS
    return math.log2(size) if size else 0


def is_passphrase(password: str) -> bool:
    """At least seven words, most of them different."""
    words = [word for word in re.split(r"[\W_]+", password) if len(word) > 1 and word.isalpha()]
    return len(words) >= WORDS and len({word.casefold() for word in words}) >= _DISTINCT


def _missing(password: str, bits: int, noms: Iterable[str]) -> Iterable[str]:
    if password != password.strip():
        yield "Enlevez l’espace au début ou à la fin."
    folded = fold(password)
    if folded and folded in {fold(nom) for nom in noms}:
        yield "C’est votre nom ou celui de la structure : choisissez autre chose."
    elif _is_common(password):
        yield "Tout le monde essaie celui-là : choisissez-en un autre."
    elif len(set(password)) < _DISTINCT:
        yield "Il répète trop les mêmes signes."
    if not is_passphrase(password) and (len(password) < LENGTH or bits < BITS):
        yield _too_short(password)


def _too_short(password: str) -> str:
    phrase = f"Ou composez une phrase d’au moins {WORDS} mots."
    missing = LENGTH - len(password)
    if missing > 0:
        return f"Il manque {_characters(missing)} (au moins {LENGTH}). {phrase}"
    longer = f"allongez-le de {_characters(_length_for(password) - len(password))}"
    absent = _absent_kinds(password)
    if not absent:
        return f"Il se devine encore trop vite : {longer}. {phrase}"
    return f"Il se devine trop vite : ajoutez {' ou '.join(absent)}, ou {longer}. {phrase}"


def _absent_kinds(password: str) -> list[str]:
    kinds = (
        ("des majuscules", any(c.isupper() for c in password)),
        ("des chiffres", any(c.isdigit() for c in password)),
        ("des signes (- , ! ?)", any(not c.isalnum() for c in password)),
    )
    return [name for name, found in kinds if not found]


def _characters(count: int) -> str:
    return f"{count} caractère{'s' if count > 1 else ''}"


def _length_for(password: str) -> int:
    """The length at which the kinds of characters used so far would be enough."""
    return max(len(password) + 1, math.ceil((BITS - 0.5) / _bits_each(password)))


def _is_common(password: str) -> bool:
    """As it is, or with the digits and signs that people add around it."""
    lowered = password.casefold()
    stripped = lowered.strip(string.digits + string.punctuation + " ")
    common = _common()
    return lowered in common or stripped in common or fold(stripped) in common


@functools.cache
def _common() -> frozenset[str]:
    from resources import read_text

    lines = read_text("mots_de_passe_courants.txt").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip())
