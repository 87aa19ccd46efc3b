"""The form of a file, new or known, with the homonyms beside it as one types."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.drafts import draft, forget_draft, keep_draft
from models.personnes import adresse
from models.personnes.dossier import create_dossier, dossier_of, save_dossier
from models.personnes.naissance import INCONNUE, Naissance
from models.personnes.noms import split_name
from models.personnes.personne import Personne
from models.personnes.recherche import Trouvee
from models.prescriptions.decision_revue import Depasse, ages_depasses, said
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import scrolled
from ui.kit.tokens import L
from ui.parts.homonymes import Homonymes
from ui.screens.personnes.champs import dossier_groups
from ui.screens.personnes.communes import complete_commune

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
        self.form = Form(dossier_groups(), name="personne")
        complete_commune(self.form)
        excepted = personne.id if personne is not None else ""
        self.homonymes = Homonymes(context, "personne.homonymes", chosen=known, excepted=excepted)
        self._fill(typed)
        self.form.submitted.connect(self.save)
        self.form.drafted.connect(self.keep)
        self.form.changed.connect(self._look)
        self._lay_out()

    def save(self) -> None:
        known = self._personne
        before = ages_depasses(known.id) if known is not None else []
        done = self._context.attempt(
            self._write,
            form=self.form,
            done=self._finish,
            said="Dossier enregistré" if known is not None else "Dossier créé",
        )
        if done and known is not None:
            self._warn([one for one in ages_depasses(known.id) if one not in before])

    def _warn(self, depasses: list[Depasse]) -> None:
        """What a comité decided on another birth date: told now, not only where one follows."""
        if depasses:
            first = depasses[0].fiche
            self._context.banner.attention(
                f"Dossier enregistré. {said(depasses)}",
                verb="Ouvrir la fiche",
                answer=lambda: self._context.navigate("fiches", prescription_id=first),
            )

    def keep(self) -> None:
        """Keep what is typed, until it is saved or given up."""
        if self.form.modified:
            keep_draft(self._key, self.form.draft())

    def give_up(self) -> Callable[[], object] | None:
        """What keeps again what was typed, if there is anything."""
        key, typed = self._key, self.form.draft() if self.form.modified else None
        forget_draft(key)
        return None if typed is None else lambda: keep_draft(key, typed)

    @property
    def _key(self) -> str:
        return f"personne.{self._personne.id if self._personne is not None else 'nouveau'}"

    def _fill(self, typed: str) -> None:
        if self._personne is not None:
            self.form.set_values(
                {**dossier_of(self._personne), "naissance": self._personne.naissance}
            )
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
            return create_dossier(**columns)
        return save_dossier(self._personne, **columns)

    def _finish(self, personne: Personne) -> None:
        forget_draft(self._key)
        self._saved(personne)

    def _look(self) -> None:
        kept = self.form.draft()
        self._ask_for_address()
        self.homonymes.look(
            nom=kept["nom_usage"] or kept["nom_naissance"],
            prenom=kept["prenom_usage"] or kept["prenom"],
            naissance=kept["naissance"],
            telephone=kept["telephone"],
        )

    def _ask_for_address(self) -> None:
        """The fields of an address are those of its kind, once it is one of the list."""
        try:
            kind = self.form.editor("type_adresse").value()
        except ValueError:
            return
        self.form.leave_out(set(adresse.ALL_FIELDS) - set(adresse.fields_of(kind)))

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        self.form.setMaximumWidth(WIDEST)
        row = QHBoxLayout()
        row.addWidget(self.form, 1)
        row.addStretch()
        inside.addLayout(row)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.homonymes)
        column.addWidget(scrolled(inside), 1)


def columns_of(values: dict[str, Any]) -> dict[str, Any]:
    """What the form holds, as the command takes it."""
    columns = dict(values)
    born: Naissance = columns.pop("naissance") or INCONNUE
    return {**columns, "date_naissance": born.date, "precision_naissance": born.precision.value}
