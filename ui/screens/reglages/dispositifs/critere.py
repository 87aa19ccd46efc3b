"""One criterion of a dispositif: its kind, what that kind needs, the sentences that it makes."""

import json
from typing import Any

from models.nomenclatures.valeur import valeurs
from models.suivis.critere import GENRES, CritereInput, sentences_of
from models.suivis.dispositif import Dispositif, DispositifCritere, criteres_of
from models.suivis.programme import set_criteres
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.screens.reglages.dispositifs.pages import key_of
from ui.screens.reglages.dispositifs.plan import CRITERE
from ui.screens.reglages.dispositifs.suite import Suite
from ui.screens.reglages.section import Page, sentence

_AGES = ("min", "max", "max_exception", "date_de_reference")
_LISTS = {name: genre.nomenclature for name, genre in GENRES.items() if genre.nomenclature}
_ASKED = {"age": _AGES, **{name: (f"valeurs_{name}", "exception") for name in _LISTS}}
_DAYS = [("debut_session", "Au début de la session"), ("demande", "Le jour de la demande")]
_BEYOND = "En le motivant sur la fiche. Vide\u00a0: pas d’exception."
_RELEASES = "Quand celui-ci est rempli, ceux-là ne sont plus exigés, et lui-même n’est pas exigé."
_TERRITOIRE = (
    " Les rues se disent dans «\u00a0Quartiers\u00a0»\u00a0; à proximité, une exception motivée "
    "est possible."
)


class CriterePage(Page):
    """The fields follow the kind; the criterion is proposed in words, and may be said otherwise."""

    def __init__(
        self, context: Context, one: Dispositif, critere: DispositifCritere | None
    ) -> None:
        self._kept = json.loads(critere.parametres) if critere is not None else {}
        self._genre = critere.genre if critere is not None else ""
        self._proposed = ""
        self.told = sentence("", "dispositif.critere.phrases")
        code = critere.code if critere is not None else ""
        super().__init__(
            context,
            Form([_group(one, code)], name="dispositif.critere"),
            key=key_of(one, f"{CRITERE}{code}"),
            title=critere.libelle if critere is not None else "Nouveau critère",
            save=lambda values: _save(one, code, values),
            said="Critère enregistré" if critere is not None else "Critère ajouté",
            beside=[self.told],
        )
        self._show(critere)
        self._proposed = _words(self._genre, self._typed())  # said otherwise, it is hers
        self.form.changed.connect(self._follow)
        self._follow()

    def values(self) -> Any:
        """A criterion as it is written, what is kept of its kind included."""
        typed = super().values()
        return CritereInput(typed["genre"], typed["libelle"], self._parametres(typed))

    def show_error(self, name: str, message: str) -> bool:
        genre = self._typed()["genre"]
        return super().show_error(f"valeurs_{genre}" if name == "valeurs" else name, message)

    def _show(self, critere: DispositifCritere | None) -> None:
        shown: dict[str, Any] = {"date_de_reference": "debut_session"}
        if critere is not None:
            shown |= {name: self._kept.get(name) for name in (*_AGES, "exception", "dispense_de")}
            shown |= {"genre": critere.genre, "libelle": critere.libelle}
            shown[f"valeurs_{critere.genre}"] = self._kept.get("valeurs", [])
        self.form.set_values(shown)

    def _follow(self) -> None:
        """Ask for what the kind needs, propose its words, say what it makes."""
        typed = self._typed()
        genre = typed["genre"]
        asked = _ASKED.get(genre or "", ())
        every = {name for names in _ASKED.values() for name in names}
        self.form.leave_out(every - set(asked))
        self._propose(_words(genre, typed))
        self.told.setText(_said(genre, self._parametres(typed)) if genre else "")

    def _propose(self, words: str) -> None:
        libelle = self.form.editor("libelle")
        if words and libelle.value() in ("", self._proposed):
            self._proposed = words
            if libelle.value() != words:
                libelle.set_value(words)

    def _typed(self) -> dict[str, Any]:
        """What can be read so far."""
        found = {}
        for name in ("genre", *_AGES, "exception", *(f"valeurs_{one}" for one in _LISTS)):
            try:
                found[name] = self.form.editor(name).value()
            except ValueError:
                found[name] = None
        return found

    def _parametres(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What is stored of it: what the form does not ask stays while the kind does."""
        genre = typed["genre"]
        found = dict(self._kept) if genre == self._genre else {}
        if genre == "age":
            found |= {name: typed[name] for name in _AGES}
            if found["max_exception"] is None:
                del found["max_exception"]
        elif genre in _LISTS:
            found |= {"valeurs": typed[f"valeurs_{genre}"], "exception": typed["exception"]}
        found.pop("dispense_de", None)
        if typed.get("dispense_de"):
            found["dispense_de"] = typed["dispense_de"]
        return found


def _group(one: Dispositif, code: str) -> Group:
    genres = [(name, genre.libelle) for name, genre in GENRES.items()]
    others = [(row.code, row.libelle) for row in criteres_of(one.id) if row.code != code]
    lists = [
        Input(
            name=f"valeurs_{name}", label="Convient si", kind=Kind.SEVERAL, wide=True,
            options=[(v.code, v.libelle) for v in valeurs(liste)],
        )
        for name, liste in _LISTS.items()
    ]  # fmt: skip
    fields = [
        Input(DispositifCritere.genre, kind=Kind.CHOICE, options=genres, wide=True),
        Input(name="min", label="De, en années", kind=Kind.INTEGER),
        Input(name="max", label="À, en années", kind=Kind.INTEGER),
        Input(name="max_exception", label="Jusqu’à, par exception", kind=Kind.INTEGER,
              help=_BEYOND),
        Input(name="date_de_reference", label="Âge compté", kind=Kind.CHOICE, options=_DAYS),
        *lists,
        Input(name="exception", label="Une exception motivée est possible", kind=Kind.CHECK),
        Input(DispositifCritere.libelle, wide=True),
    ]  # fmt: skip
    released = Input(
        name="dispense_de", label="Dispense de", kind=Kind.SEVERAL, options=others, wide=True,
        help=_RELEASES,
    )  # fmt: skip
    return Group("Le critère", fields, [released] if others else [])


def _save(one: Dispositif, code: str, written: Any) -> str:
    return f"{CRITERE}{CRITERES.put(one, written._replace(code=code))}"


def _entry(row: DispositifCritere) -> CritereInput:
    return CritereInput(row.genre, row.libelle, json.loads(row.parametres), row.code)


CRITERES = Suite(
    criteres_of, _entry, set_criteres, "Ce critère n’est plus dans le dispositif. Rouvrez-le."
)


def _words(genre: str | None, typed: dict[str, Any]) -> str:
    """A criterion as one would say it; nothing while it is not known enough."""
    if genre == "age":
        low, high = typed["min"], typed["max"]
        return f"Avoir de {low} à {high} ans" if low is not None and high is not None else ""
    if genre == "territoire":
        return "Habiter le quartier"
    chosen = _labels(genre, typed)
    if not chosen:
        return ""
    start = "Orientation" if genre == "orientation" else "Scolarité"
    return f"{start}\u00a0: {' ou '.join(chosen)}"


def _labels(genre: str | None, typed: dict[str, Any]) -> list[str]:
    if genre not in _LISTS:
        return []
    named = {v.code: v.libelle for v in valeurs(_LISTS[genre], retired=True)}
    return [named[code] for code in typed[f"valeurs_{genre}"] or () if code in named]


def _said(genre: str, parametres: dict[str, Any]) -> str:
    """The sentences that the fiche shows beside it, on an example."""
    said = {**sentences_of(genre), **parametres}
    if genre == "declaratif":
        return f"Le programme ne peut pas le vérifier\u00a0: la fiche dit {_quoted(said)}."
    ages = [said[name] for name in ("max", "max_exception") if isinstance(said.get(name), int)]
    others = [v.libelle for v in valeurs(_LISTS.get(genre, "")) if v.code not in _accepted(said)]
    example = {"age": max(ages) + 1 if ages else "…", "valeur": next(iter(others), "…")}
    told = said["message"].format(**example).replace("«\u00a0", "“").replace("\u00a0»", "”")
    return (
        f"Sur la fiche, s’il n’est pas rempli\u00a0: «\u00a0{told}\u00a0»\u202f; si on ne le sait "
        f"pas\u00a0: {_quoted(said)}.{_TERRITOIRE if genre == 'territoire' else ''}"
    )


def _quoted(said: dict[str, Any]) -> str:
    return f"«\u00a0{said['message_inconnu']}\u00a0»"


def _accepted(said: dict[str, Any]) -> list[str]:
    return list(said.get("valeurs") or ())
