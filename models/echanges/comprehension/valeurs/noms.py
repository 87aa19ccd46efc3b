"""A name cell: who is named, who is only described, and what is written beside the name."""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from models.echanges.comprehension.compris import Naissance
from models.echanges.comprehension.valeurs.ages import range_of
from models.echanges.comprehension.valeurs.lexique import (
    Lexique,
    is_initial,
    split_by_capitals,
    split_name,
    split_two,
)
from models.echanges.comprehension.valeurs.sexes import CIVILITES
from models.echanges.comprehension.valeurs.telephones import find_telephones
from models.echanges.comprehension.valeurs.textes import folded, is_void

IDENTIFIEE, ANONYME, INCONNUE, GROUPE = "identifiee", "anonyme", "non_identifiee", "groupe"
_BESIDE = re.compile(
    r"\s*[\(\[](?P<in>[^)\]]*)[\)\]]?"
    r"|\s+(?P<maiden>(?:née?|ép\.?|épouse|veuve|vve)\s+\S+)"
    r"|\s+(?P<with>(?:\+|&|avec\b|accompagn"
    r"|et\s+(?:son|sa|ses|ses|enf|fils|fille|mari|\d)|pour\s+(?:son|sa|ses|le|la)\b).*)$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[(\[+&é]|\b(?:et|avec|pour|acc|n[eé]e?|ep|ép|veuve|vve)\b|acc", re.IGNORECASE
)
_COUPLE = re.compile(
    r"^(?:m|mr|monsieur)\.?\s*(?:et|&|/|\+|ou)\s*(?:mme|madame)\.?\s+(?=\S)"
    r"|^(?:mme|madame)\.?\s*(?:et|&|/|\+|ou)\s*(?:m|mr|monsieur)\.?\s+(?=\S)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:groupe de )?(\d{1,3}) (?:personnes?|jeunes|enfants|ados|adultes|femmes|hommes)$"
)
_BESIDE_WORDS = frozenset(("avec", "pour", "nee", "epouse", "veuve", "vve", "anon", "inconnu"))
_NUMBER = re.compile(r"\s+(?:n°\s*)?\d[\d/.\s]*$")
_MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){8}")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


class Nom(NamedTuple):
    """`reste` is what stood beside the name; `age` what a description says of the age."""

    ecrit: str
    identification: str
    nom: str | None = None
    prenom: str | None = None
    civilite: str | None = None
    sexe: str | None = None
    partielle: bool = True
    age: Naissance | None = None
    telephone: str | None = None
    reste: str = ""


def read_nom(text: str, lexicon: Lexique) -> Nom:
    """A cell that holds the whole name (or none)."""
    words = text.split()
    if len(words) == 2 and is_plain(words[0]) and is_plain(words[1]):
        return Nom(text, IDENTIFIEE, *split_two(words[0], words[1], lexicon), partielle=False)
    if is_void(text) or not text.strip("?¿ .!-"):
        return Nom(text, INCONNUE)
    if described := _described(text):
        return described
    phone, rest, bare = _beside(text)
    civilite, bare = take_civilite(bare)
    if not _LETTER.search(bare) or not bare.strip("xX .?"):
        return _nameless(text, civilite, phone, rest)
    if bare != text and not civilite and (described := _described(bare)):
        return described._replace(ecrit=text, telephone=phone, reste=rest)
    family, given = split_name(bare, lexicon, after_civilite=civilite is not None)
    return _named(text, family, given, civilite=civilite)._replace(telephone=phone, reste=rest)


def read_parts(family: str, given: str, civilite: str) -> Nom:
    """A name in separate columns; a description in one of them names nobody."""
    written = " ".join(part for part in (civilite, family, given) if part)
    blank = [not part or is_void(part) or not part.strip("?x X.") for part in (family, given)]
    if all(blank):
        return Nom(written, INCONNUE, sexe=CIVILITES.get(folded(civilite)))
    if blank[1] and (described := _described(family)):
        return described._replace(ecrit=written)
    phone, rest, family = _beside("" if blank[0] else family)
    more_phone, more_rest, given = _beside("" if blank[1] else given)
    title, family = take_civilite(family)
    title = title or (civilite if folded(civilite) in CIVILITES else None)
    if blank[1] and (parts := split_by_capitals(family)):
        family, given = parts
    found = _named(written, family or None, given or None, civilite=title)
    rest = " ; ".join(part for part in (rest, more_rest) if part)
    return found._replace(telephone=phone or more_phone, reste=rest)


def take_civilite(text: str) -> tuple[str | None, str]:
    """`M.` before or after the name; `M. et Mme` says nothing of the sexe."""
    if found := _COUPLE.match(text):
        return "M. et Mme", text[found.end() :]
    words = text.split()
    for index in (0, -1):
        bare = words[index].strip(".").casefold() if len(words) > 1 else ""
        sure = bare != "m" or (words[index] in ("M.", "M", "m.") and index == 0)
        if bare in CIVILITES and sure and not (bare == "me" and words[index] != "Me"):
            del words[index]
            return (CIVILITES[bare] and ("Mme" if CIVILITES[bare] == "femme" else "M.")) or bare, (
                " ".join(words)
            )
    return None, text


def _beside(text: str) -> tuple[str | None, str, str]:
    """A telephone, a remark, a companion written in the name's cell; the name alone last."""
    phones: list[str] = []
    if _MANY_DIGITS.search(text):
        phones, text = find_telephones(text)
    rest = []
    while _JOINED.search(text) and (found := _BESIDE.search(text)):
        said = next((part for part in found.groups() if part), "")
        rest.append(said.strip(" +&?"))
        text = (text[: found.start()] + " " + text[found.end() :]).strip()
    number = _NUMBER.search(text) if text[-1:].isdigit() else None
    if number:
        rest.append(number[0].strip())
        text = text[: number.start()]
    rest += phones[1:]
    return (
        (phones[0] if phones else None),
        " ; ".join(filter(None, rest)),
        text.strip(" ,;:?/-.\"'"),
    )


def _nameless(text: str, civilite: str | None, phone: str | None, rest: str) -> Nom:
    sexe = CIVILITES.get(folded(civilite)) if civilite else None
    return Nom(text, INCONNUE, sexe=sexe, telephone=phone, reste=rest)


def _named(written: str, family: str | None, given: str | None, *, civilite: str | None) -> Nom:
    partial = not family or not given or is_initial(family) or is_initial(given)
    sexe = CIVILITES.get(folded(civilite)) if civilite and civilite != "M. et Mme" else None
    return Nom(written, IDENTIFIEE, family, given, civilite, sexe, partial)


@cache
def _vocabulary() -> dict[str, Any]:
    from resources import read_toml

    return read_toml("import/noms.toml")


@cache
def _descriptors() -> dict[str, str | None]:
    kinds = _vocabulary()["descriptions"]
    found: dict[str, str | None] = {}
    for sexe in ("femme", "homme"):
        found.update((word, sexe) for phrase in kinds[sexe] for word in phrase.split())
    return found | dict.fromkeys(kinds["neutre"])


@lru_cache(maxsize=100_000)
def is_plain(word: str) -> bool:
    """A word that can only belong to a name: the fast way for nine cells in ten."""
    if len(word) < 3 or not word.replace("-", "").isalpha():
        return False
    plain = folded(word)
    return plain not in _descriptors() and plain not in CIVILITES and plain not in _BESIDE_WORDS


@cache
def _phrases() -> dict[str, str]:
    """Texts that stand for a name."""
    words = _vocabulary()
    kinds = {"groupe": GROUPE, "anonyme": ANONYME, "non_identifiee": INCONNUE}
    return {phrase: code for kind, code in kinds.items() for phrase in words[kind]}


def _described(text: str) -> Nom | None:
    """« anonyme », « une dame âgée », « 3 jeunes »; None if a real name is there."""
    plain = folded(text)
    if plain in _phrases():
        return Nom(text, _phrases()[plain], sexe=CIVILITES.get(plain))
    if _DIGIT.search(plain) and _COUNT.fullmatch(plain):
        return Nom(text, GROUPE, reste=text)
    known, parts = _descriptors(), plain.split()
    if not parts or any(part not in known for part in parts):
        return None
    return None if all(len(part) < 3 for part in parts) else _description(text, parts, known)


def _description(text: str, parts: list[str], known: dict[str, str | None]) -> Nom:
    sexes = {known[part] for part in parts} - {None}
    ages = [_vocabulary()["ages"][part] for part in parts if part in _vocabulary()["ages"]]
    age = None
    if ages:
        low, high = ages[0]
        age = range_of(text, low, None if high >= 120 else high)
    identification = ANONYME if "anonyme" in parts else INCONNUE
    return Nom(text, identification, sexe=sexes.pop() if len(sexes) == 1 else None, age=age)
