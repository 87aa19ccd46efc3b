"""The form of a file, new or known, with the homonyms beside it as one types."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base import telephone
from models.base.drafts import draft, forget_draft, keep_draft
from models.nomenclatures.valeur import choices
from models.personnes.naissance import INCONNUE, Naissance, parse_naissance
from models.personnes.noms import split_name
from models.personnes.personne import Personne, create_personne, criteres_of, save_personne
from models.personnes.recherche import Trouvee
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import scrolled
from ui.kit.tokens import L
from ui.parts.homonymes import Homonymes

WIDEST = 860  # a line longer than that is tiring to read


class DossierForm(QWidget):
    """Asks for a file and writes it; what is typed is kept at each pause."""

    def __init__(
        self,
        context: Context,
        personne: Personne | None,
        *,
        saved: Callable[[Personne], object],
        known: Callable[[Trouvee], object],
        typed: str = "",
    ) -> None:
        super().__init__()
        self._context = context
        self._personne = personne
        self._saved = saved
        self.form = Form(_groups(), name="personne")
        excepted = personne.id if personne is not None else ""
        self.homonymes = Homonymes(context, "personne.homonymes", chosen=known, excepted=excepted)
        self._fill(typed)
        self.form.submitted.connect(self.save)
        self.form.drafted.connect(self.keep)
        self.form.changed.connect(self._look)
        self._lay_out()

    def save(self) -> None:
        self._context.attempt(
            self._write,
            form=self.form,
            done=self._finish,
            said="Dossier enregistré" if self._personne is not None else "Dossier créé",
        )

    def keep(self) -> None:
        """Keep what is typed, until it is saved or given up."""
        if self.form.modified:
            keep_draft(self._key, self.form.draft())

    def give_up(self) -> None:
        forget_draft(self._key)

    @property
    def _key(self) -> str:
        return f"personne.{self._personne.id if self._personne is not None else 'nouveau'}"

    def _fill(self, typed: str) -> None:
        if self._personne is not None:
            self.form.set_values(values_of(self._personne))
        kept = draft(self._key)
        if kept is not None:
            self.form.restore_draft(kept)
            self._context.banner.info("Votre saisie reprend là où elle s’était arrêtée.")
        elif typed:
            name = split_name(typed)
            self.form.restore_draft({"prenom": name.prenom, "nom_naissance": name.nom})
        self._look()

    def _write(self) -> Personne:
        columns = columns_of(self.form.values())
        if self._personne is None:
            return create_personne(**columns)
        return save_personne(self._personne, **columns)

    def _finish(self, personne: Personne) -> None:
        forget_draft(self._key)
        self._saved(personne)

    def _look(self) -> None:
        kept = self.form.draft()
        self.homonymes.look(
            nom=kept["nom_usage"] or kept["nom_naissance"],
            prenom=kept["prenom_usage"] or kept["prenom"],
            naissance=kept["naissance"],
            telephone=kept["telephone"],
        )

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)
        inside.addStretch()
        area = scrolled(inside)
        area.setMaximumWidth(WIDEST)
        row = QHBoxLayout()
        row.addWidget(area, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.homonymes)
        column.addLayout(row, 1)


def values_of(personne: Personne) -> dict[str, Any]:
    """The columns of a file as the form shows them."""
    names = [field.name for field in Personne._meta.sorted_fields]
    links = ("sexe", "preference_contact", "type_adresse", "origine_contact")
    values = {name: getattr(personne, name) for name in names if name not in links}
    values.update({name: getattr(personne, f"{name}_id") for name in links})
    return {**values, "naissance": personne.naissance, "criteres": criteres_of(personne)}


def columns_of(values: dict[str, Any]) -> dict[str, Any]:
    """What the form holds, as the command takes it."""
    columns = dict(values)
    born: Naissance = columns.pop("naissance") or INCONNUE
    return {**columns, "date_naissance": born.date, "precision_naissance": born.precision.value}


def _show(naissance: Naissance) -> str:
    return naissance.texte


def _number(field: Any) -> Input:
    return Input(field, show=telephone.shown)


def _listed(field: Any) -> Input:
    """A link to a list of the same name."""
    return Input(field, options=lambda: choices(field.name))


def _groups() -> list[Group]:
    born = Input(
        name="naissance",
        label="Né·e le",
        kind=Kind.PARTIAL_DAY,
        parse=parse_naissance,
        show=_show,
        help="12/03/2007, 03/2007, 2007 ou « vers 2007 ».",
    )
    criteres = Input(
        name="criteres",
        label="Critères",
        kind=Kind.CHOICES,
        options=lambda: choices("critere_public"),
        wide=True,
    )
    p = Personne
    return [
        Group(
            "Identité",
            [Input(p.prenom, required=False), Input(p.nom_naissance, required=False), born,
             _listed(p.sexe)],
            optional=[p.nom_usage, p.prenom_usage, p.surnom, p.lieu_naissance,
                      _listed(p.origine_contact)],
        ),
        Group(
            "Contacts",
            [_number(p.telephone), p.courriel],
            optional=[_number(p.telephone_autre), _listed(p.preference_contact)],
        ),
        Group(
            "Adresse",
            [Input(p.adresse, wide=True), p.code_postal, p.commune],
            optional=[p.quartier, _listed(p.type_adresse)],
        ),
        Group("Critères de public", [criteres]),
        Group("Commentaire", [p.commentaire]),
    ]  # fmt: skip
