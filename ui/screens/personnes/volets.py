"""The short forms of a person's page: agreement, household."""

from functools import partial
from typing import Any

from models.base import clock
from models.base.errors import Invalid
from models.nomenclatures.valeur import choices
from models.personnes.accord import DONNE, REPONSES, PersonneAccord, note_accord
from models.personnes.foyer import (
    FoyerMembre,
    Membre,
    change_lien,
    join_foyer,
    join_new,
    leave_foyer,
)
from models.personnes.naissance import INCONNUE, parse_naissance
from models.personnes.noms import split_name
from models.personnes.personne import Personne
from models.personnes.recherche import search_personnes
from ui.kit.actions import UiAction
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.precisions import shown_precisions
from ui.parts.volet import Volet

WIDTH = 420  # of the propositions: what tells homonyms apart must be read


def accord_volet(context: Context, personne: Personne) -> Volet:
    """What she agrees to, refuses or takes back."""
    fields = [
        Input(PersonneAccord.accord, options=lambda: choices("accord_personne"), wide=True),
        Input(name="reponse", label="Réponse", kind=Kind.CHOICE, options=REPONSES, required=True),
        PersonneAccord.date,
    ]
    return Volet(
        context,
        "Noter un accord",
        [Group("", fields)],
        name="accord",
        save=lambda values: note_accord(personne, **values),
        said="Accord noté",
        values={"reponse": DONNE, "date": clock.today()},
        key=f"personne.{personne.id}.accord",
    )


def lien_volet(context: Context, membre: Membre) -> Volet:
    """What somebody is in the household, or that she left it."""

    def leave() -> None:
        context.attempt(
            lambda: leave_foyer(membre.personne_id),
            done=lambda _: made.close_now(),
            said="Retirée du foyer",
        )

    made = Volet(
        context,
        f"{context.shown(membre.nom)} dans le foyer",
        [Group("", [_lien("lien", "Dans le foyer, c’est")])],
        name="lien",
        save=lambda values: change_lien(membre.personne_id, **values),
        said="Foyer enregistré",
        values={"lien": membre.lien_id},
        more=[UiAction("lien.leave", "Retirer du foyer", "remove", "", None, leave, danger=True)],
    )
    return made


class FoyerVolet(Volet):
    """Somebody who lives with her: a known file, or a new one."""

    def __init__(self, context: Context, personne: Personne, *, alone: bool) -> None:
        self._found: Answer | None = None
        self._owner = personne
        super().__init__(
            context,
            "Ajouter quelqu’un de son foyer",
            [Group("", _member_fields(personne, alone=alone))],
            name="foyer",
            save=self._join,
            said="Foyer enregistré",
            key=f"personne.{personne.id}.foyer",
        )
        line: Any = self.form.editor("qui").control
        Completer(line, self._find, chosen=self._take, name="foyer.qui.liste", width=WIDTH)
        self.form.editor("qui").changed.connect(self._look)
        self._look()

    def _find(self, typed: str) -> list[Answer]:
        found = search_personnes(typed) if typed.strip() else []
        return [
            Answer(one.id, self._context.shown(one.nom), shown_precisions(self._context, one))
            for one in found
            if one.id != self._owner.id
        ]

    def _take(self, answer: Answer) -> None:
        self._found = answer
        editor = self.form.editor("qui")
        editor.set_value(answer.primary)
        editor.entered.emit()

    def _look(self) -> None:
        """A name that is not the chosen one any more means a new file: its birth is asked for."""
        if self._found is not None and self.form.editor("qui").kept() != self._found.primary:
            self._found = None
        known = self._found is not None or not self.form.editor("qui").kept()
        self.form.leave_out({"naissance"} if known else ())

    def _join(self, values: dict[str, Any]) -> FoyerMembre:
        typed, born = values.pop("qui").strip(), values.pop("naissance") or INCONNUE
        values.setdefault("own_lien", None)
        if self._found is not None:
            return join_foyer(self._owner, Personne.get_by_id(self._found.key), **values)
        name = split_name(typed)
        if not name.texte:
            raise Invalid("qui", "Qui\u00a0: choisissez un dossier, ou tapez un nom.")
        who = {
            "prenom": name.prenom,
            "nom_naissance": name.nom or self._owner.nom_naissance,
            "date_naissance": born.date,
            "precision_naissance": born.precision.value,
        }
        return join_new(self._owner, who, **values)


def _member_fields(personne: Personne, *, alone: bool) -> list[Input]:
    born = Input(
        name="naissance",
        label="Né·e le",
        kind=Kind.PARTIAL_DAY,
        parse=parse_naissance,
        show=lambda naissance: naissance.texte,
    )
    who = Input(
        name="qui",
        label="Qui",
        kind=Kind.LINE,
        help="Choisissez un dossier\u00a0; un nom qui n’en a pas en ouvre un.",
        required=True,
    )
    own = _lien("own_lien", f"Et {personne.prenom_affiche or personne.nom_affiche} est")
    return [who, born, _lien("lien", "Dans le foyer, c’est"), *([own] if alone else [])]


def _lien(name: str, label: str) -> Input:
    options = partial(choices, "lien_foyer")
    return Input(name=name, label=label, kind=Kind.CHOICE, options=options)
