"""One value of a list to write, and one to merge into another."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel

from models.base.errors import Failure
from models.nomenclatures.fusion import UNDOABLE, check_merge, merge_valeurs, said_uses, uses
from models.nomenclatures.listes import (
    add_valeur,
    in_tree_order,
    is_two_level,
    save_valeur,
    shown_words,
    valeur_of,
)
from models.nomenclatures.valeur import Nomenclature, Valeur, valeurs
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.dialogs import confirm
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.screens.reglages.section import Page, sentence

_WORDS_HELP = "Ce que l’on tape pour la trouver, en plus de son libellé. Séparez par des virgules."
_SENSITIVE = (
    "Donnée sensible (santé, origine, opinions, religion, vie sexuelle, condamnation)\u00a0: à ne "
    "demander que si c’est nécessaire."
)


def valeur_page(context: Context, nomenclature: Nomenclature, valeur: Valeur | None) -> Page:
    """A value to add or to change; its heading is asked for in a list of two levels."""
    page = Page(
        context,
        _form(nomenclature, valeur),
        key=f"{nomenclature.id}/{valeur.id if valeur is not None else ''}",
        title=valeur.libelle if valeur is not None else "Nouvelle valeur",
        save=lambda values: _save(nomenclature, valeur, values),
        said="Valeur enregistrée" if valeur is not None else "Valeur ajoutée",
    )
    if valeur is not None:
        page.form.set_values(
            {
                "libelle": valeur.libelle,
                "mots": shown_words(valeur),
                "parent": valeur.parent_id,
                "sensible": valeur.sensible,
            }
        )
    return page


class FusionPage(Page):
    """Which value takes the place of this one, and how much follows, told before."""

    def __init__(self, context: Context, valeur: Valeur) -> None:
        self._valeur = valeur
        self._busy = False  # once is enough, however often it is asked for
        self._counts: Counter[str] | None = None
        self.told: QLabel = sentence("", "fusion.suite")
        options = lambda: _targets(valeur)  # noqa: E731  # asked for at each opening
        cible = Input(
            name="cible", label="Fusionner avec", kind=Kind.CHOICE, options=options, required=True,
            wide=True,
        )  # fmt: skip
        super().__init__(
            context,
            Form([Group(f"Fusionner «\u00a0{valeur.libelle}\u00a0»", [cible])], name="fusion"),
            key=None,
            title=f"Fusionner {valeur.libelle}",
            save=lambda values: merge_valeurs(valeur.id, values["cible"]),
            said="",
            verb="Fusionner",
            drawing="merge",
            beside=[self.told],
        )
        # Entrée chooses a value; to merge is a key, or a click, of its own.
        self.form.editor("cible").entered.disconnect()
        self.form.changed.connect(self._tell)
        self._tell()
        context.jobs.run(lambda progress: uses(valeur, progress), done=self._count, owner=self)

    def write(self, values: dict[str, Any]) -> None:
        """Aside, since a million rows may be read; asked first when it cannot be taken back."""
        target = valeur_of(values["cible"])
        try:
            check_merge(valeur_of(self._valeur.id), target)
        except Failure as error:
            errors.show(error, banner=self.context.banner, form=self)
            return
        if self._busy or not self._is_agreed(target):
            return
        self._busy = True
        self.context.jobs.run(
            lambda _progress: merge_valeurs(self._valeur.id, target.id, follow=self._follow),
            done=lambda count: self._merged(target, count),
            failed=self._refuse,
            title="Fusion des valeurs",
            owner=self,
        )

    @property
    def _follow(self) -> int | None:
        return None if self._counts is None else self._counts.total()

    def _refuse(self, error: BaseException) -> None:
        self._busy = False
        errors.show(error, banner=self.context.banner, form=self)

    def _is_agreed(self, target: Valeur) -> bool:
        if self._counts is not None and self._counts.total() <= UNDOABLE:
            return True
        follows = _follows(self._counts) if self._counts is not None else "Tout suivra"
        return confirm(
            self,
            title=f"Fusionner avec «\u00a0{target.libelle}\u00a0»\u00a0?",
            text=f"{follows}. C’est trop pour être annulé ensuite.",
            verb="Fusionner",
        )

    def _merged(self, target: Valeur, count: int) -> None:
        said = f"{_quoted(self._valeur)} est fusionnée avec {_quoted(target)}"
        self.accept()
        context, light = self.context, count <= UNDOABLE
        self.done(target)  # this page is gone from here on
        if light:
            context.say_saved(said)
        else:
            context.banner.good(said)

    def _count(self, counts: "Counter[str]") -> None:
        self._counts = counts
        self._tell()

    def _tell(self) -> None:
        self.told.setText(_said(self._valeur, self._counts))


def _said(valeur: Valeur, counts: "Counter[str] | None") -> str:
    if counts is None:
        return "Comptage de ce qui suivra…"
    if not counts:
        return (
            f"Rien n’est inscrit avec «\u00a0{valeur.libelle}\u00a0»\u00a0: elle ne sera plus "
            "proposée, et ses mots trouveront l’autre."
        )
    told = (
        f"{_follows(counts)}\u00a0: partout où est inscrite {_quoted(valeur)}, dans le "
        "passé aussi, on lira l’autre valeur. Les fiches déjà signées ne changent pas."
    )
    if counts.total() > UNDOABLE:
        told += " C’est trop pour être annulé d’un geste\u00a0: une confirmation sera demandée."
    return told


def _follows(counts: "Counter[str]") -> str:
    return f"{said_uses(counts)} {'suivra' if counts.total() == 1 else 'suivront'}"


def _quoted(valeur: Valeur) -> str:
    return f"«\u00a0{valeur.libelle}\u00a0»"


def _targets(valeur: Valeur) -> list[tuple[str, str]]:
    """What it may be merged into: values in use, a heading only into a heading."""
    found = in_tree_order(valeurs(valeur.nomenclature_id))
    kept = [v for v in found if v.id != valeur.id and (valeur.parent_id or not v.parent_id)]
    return labelled(kept)


def labelled(found: list[Valeur]) -> list[tuple[str, str]]:
    """Keys and labels; the heading is said where two labels are the same."""
    names = {v.id: v.libelle for v in found}
    twice = {name for name, count in Counter(names.values()).items() if count > 1}

    def name_of(v: Valeur) -> str:
        if v.libelle not in twice or not v.parent_id:
            return str(v.libelle)
        return f"{v.libelle} ({names.get(v.parent_id, '')})"

    return [(v.id, name_of(v)) for v in found]


def _form(nomenclature: Nomenclature, valeur: Valeur | None) -> Form:
    fields: list[Any] = [Input(Valeur.libelle, wide=True)]
    deep = is_two_level(nomenclature.id)
    if deep and (valeur is None or valeur.parent_id):
        help_ = "Vide\u00a0: ce sera une famille." if valeur is None else ""
        fields.append(
            Input(
                Valeur.parent,
                label="Famille",
                wide=True,
                help=help_,
                options=_headings(nomenclature.id),
                required=valeur is not None,
            )
        )
    fields.append(Input(Valeur.mots, label="Mots pour la trouver", help=_WORDS_HELP, wide=True))
    if valeur is None or valeur.maison:
        fields.append(Input(Valeur.sensible, label="Donnée sensible", help=_SENSITIVE, wide=True))
    return Form([Group(str(nomenclature.libelle), fields)], name="valeur")


def _headings(nomenclature: str) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(v.id, v.libelle) for v in valeurs(nomenclature) if not v.parent_id]


def _save(nomenclature: Nomenclature, valeur: Valeur | None, values: dict[str, Any]) -> Valeur:
    if valeur is None:
        libelle = values.pop("libelle")
        return add_valeur(nomenclature.id, libelle, **values)
    return save_valeur(valeur, **values)
