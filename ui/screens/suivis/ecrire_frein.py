"""Writing a frein: noted with its first level, found otherwise on a day, lifted."""

from typing import Any

from PySide6.QtWidgets import QLabel

from models.base import clock
from models.base.listing import as_text
from models.nomenclatures.valeur import choices, valeurs
from models.suivis.frein import (
    EN_TRAVAIL,
    LEVE,
    REPERE,
    SENSIBLE,
    Frein,
    FreinNiveau,
    correct_frein,
    correct_niveau,
    lift_frein,
    niveaux_of,
    note_frein,
    note_niveau,
    remove_niveau,
)
from models.suivis.regles import said
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.page import text
from ui.parts.relire import Known
from ui.parts.volet import Volet

INTENSITES = ("Aucune gêne", "Gêne légère", "Gêne forte", "Bloque le projet")


class FreinVolet(Volet):
    """A volet that says, once a frein that asks for care is chosen, what care."""

    def __init__(self, context: Context, title: str, **what: Any) -> None:
        self._care: QLabel = text(SENSIBLE, "secondary", "suivi.frein.soin")
        self._care.setProperty("kind", "attention")
        self._care.setWordWrap(True)
        super().__init__(context, title, **what)
        self.body.insertWidget(self.body.count() - 1, self._care)
        self.form.editor("valeur").changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        try:
            chosen = self.form.editor("valeur").value()
        except ValueError:  # half typed
            chosen = None
        self._care.setVisible(said([chosen])[chosen].sensible)


class ConstatVolet(Volet):
    """A volet on one finding of a frein: the one that is chosen fills the other fields."""

    def __init__(self, context: Context, frein: Frein, titre: str) -> None:
        self._found = {one.id: one for one in niveaux_of(frein.id)}
        options = [(key, _said(one)) for key, one in reversed(self._found.items())]
        fields = [
            Input(name="constat", label="Constat à corriger", kind=Kind.CHOICE, options=options,
                  required=True, wide=True),
            _intensite(), _etat(with_lifted=True), Input(FreinNiveau.date),
        ]  # fmt: skip
        remove = UiAction(
            "ecrire.constat.retirer", "Retirer ce constat", "remove", "", None, self._remove,
            danger=True,
        )  # fmt: skip
        super().__init__(
            context, f"Corriger un constat\u00a0: {titre}", [Group("", fields)],
            name="ecrire.constat", save=self._correct, said="Constat corrigé",
            known=self._known_of(options[0][0]), more=[remove] if len(options) > 1 else [],
            key=f"suivi.{frein.suivi_id}.frein.{frein.id}.constat",
        )  # fmt: skip
        self.form.editor("constat").changed.connect(self._fill)

    def _take_up(self, kept: dict[str, Any]) -> None:
        """What was typed was about the finding that was chosen then."""
        self.form.restore_draft({"constat": kept["lu"]["constat"]})
        self._fill()
        super()._take_up(kept)

    def _known_of(self, key: str) -> Known:
        return Known(self._found[key], values=_shown)

    def _chosen(self) -> FreinNiveau | None:
        try:
            return self._found.get(self.form.editor("constat").value())
        except ValueError:  # half typed
            return None

    def _fill(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.known = self._known_of(chosen.id)
            self.form.set_values(self.known.values)

    def _correct(self, values: dict[str, Any]) -> FreinNiveau:
        known = self.known or self._known_of(values["constat"])
        del values["constat"]
        corrected: FreinNiveau = correct_niveau(known.fresh(), **values)
        return corrected

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._context.attempt(
                lambda: remove_niveau(FreinNiveau.get_by_id(chosen.id)),
                done=lambda _: self.close_now(), said="Constat retiré",
            )  # fmt: skip


def constat_volet(context: Context, frein: Frein, titre: str) -> Volet:
    return ConstatVolet(context, frein, titre)


def correction_volet(context: Context, frein: Frein, titre: str) -> Volet:
    """What a frein is, said otherwise; its findings stay."""

    known = Known(frein, "valeur", "precision")

    def save(values: dict[str, Any]) -> Frein:
        corrected: Frein = correct_frein(
            known.fresh(), valeur=values["valeur"], precision=values["precision"] or ""
        )
        return corrected

    fields = [
        Input(Frein.valeur, options=themed("frein"), wide=True), Input(Frein.precision, wide=True),
    ]  # fmt: skip
    return FreinVolet(
        context, f"Corriger le frein\u00a0: {titre}", groups=[Group("", fields)],
        name="ecrire.frein", save=save, said="Frein corrigé", known=known,
        key=f"suivi.{frein.suivi_id}.frein.{frein.id}.correction",
    )  # fmt: skip


def frein_volet(context: Context, suivi_id: str) -> Volet:
    """One more frein, with what is found of it today."""
    fields = [
        Input(Frein.valeur, options=themed("frein"), wide=True),
        Input(Frein.precision, wide=True),
        _intensite(), Input(FreinNiveau.date), _etat(with_lifted=False),
    ]  # fmt: skip
    return FreinVolet(
        context, "Noter un frein", groups=[Group("", fields)], name="ecrire.frein",
        save=lambda values: note_frein(suivi_id, values.pop("valeur"), **_told(values)),
        said="Frein noté", values={"date": clock.today(), "etat": REPERE},
        key=f"suivi.{suivi_id}.frein",
    )  # fmt: skip


def niveau_volet(context: Context, frein: Frein, titre: str, etat: str) -> Volet:
    """What is found of a frein on a day; one only noted is worked on, one lifted is back."""
    return Volet(
        context, f"Nouveau niveau\u00a0: {titre}",
        [Group("", [_intensite(), _etat(with_lifted=True), Input(FreinNiveau.date)])],
        name="ecrire.niveau", save=lambda values: note_niveau(frein, **values),
        said="Niveau noté",
        values={"date": clock.today(), "etat": EN_TRAVAIL if etat in (REPERE, LEVE) else etat},
        key=f"suivi.{frein.suivi_id}.frein.{frein.id}",
    )  # fmt: skip


def levee_volet(context: Context, frein: Frein, titre: str) -> Volet:
    """Since when it no longer stands in the way."""
    return Volet(
        context, f"Frein levé\u00a0: {titre}",
        [Group("", [Input(FreinNiveau.date, label="Levé le")])],
        name="ecrire.levee", save=lambda values: lift_frein(frein, **values),
        said="Frein levé", values={"date": clock.today()},
        key=f"suivi.{frein.suivi_id}.frein.{frein.id}.levee",
    )  # fmt: skip


def themed(nomenclature: str) -> list[tuple[str, str]]:
    """The values of a list under their headings, each read with its own."""
    found = valeurs(nomenclature)
    titles = {one.id: one.libelle for one in valeurs(nomenclature, retired=True)}
    headings = {one.parent_id for one in found}
    return [
        (one.id, f"{titles[one.parent_id]} — {one.libelle}" if one.parent_id else one.libelle)
        for one in found
        if one.id not in headings
    ]


def _intensite() -> Input:
    options = [(at, f"{at} — {words}") for at, words in enumerate(INTENSITES)]
    return Input(FreinNiveau.intensite, kind=Kind.CHOICE, options=options)


def _etat(*, with_lifted: bool) -> Input:
    listed = [(key.split(".", 1)[1], label) for key, label in choices("etat_frein")]
    options = [one for one in listed if with_lifted or one[0] != LEVE]
    return Input(FreinNiveau.etat, kind=Kind.CHOICE, options=options)


def _shown(one: FreinNiveau) -> dict[str, Any]:
    return {"constat": one.id, "intensite": one.intensite, "etat": one.etat, "date": one.date}


def _said(niveau: FreinNiveau) -> str:
    return f"{as_text(niveau.date)} — {INTENSITES[niveau.intensite]}"


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "precision": values["precision"] or ""}
