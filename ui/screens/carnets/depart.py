"""Leaving with a carnet: where to, for which tour, and whose names go along."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.accueil.carnet import Carnet
from models.base import clock
from models.base.errors import Failure, Invalid
from models.echanges.carnet.emporter import MOST_MONTHS, Emporte, Tour, emporter
from models.nomenclatures.lieu import lieux
from ui.kit import errors, parsing
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card, text
from ui.kit.tokens import L
from ui.screens.carnets.dossier import Dossier

_ALWAYS = (
    "Les listes et les demandes courantes",
    "Les lieux et les noms des agents",
    "La carte de la structure",
)
_NEVER = (
    "Un suivi, une note, un document",
    "Un téléphone, une adresse, un commentaire",
    "Un passage déjà au registre",
)


class Depart(QWidget):
    """Made aside: the stick is slow, and a password too."""

    def __init__(self, context: Context, *, left: Callable[[Emporte], object]) -> None:
        super().__init__()
        self._context, self._left = context, left
        self.form = Form([Group("", self._fields())], name="depart", framed=False)
        self.form.set_values({"jour": clock.today(), "lieu": self._usual_lieu()})
        self.form.submitted.connect(self.submit)
        self.dossier = Dossier(
            "depart", "Clé USB ou dossier", "Un dossier du carnet y est créé.", chosen=self.submit
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(L)
        held = card("La tournée", self.form, self.dossier)
        held.body.addStretch()
        line.addWidget(held, 2)
        told = card("Ce qui part", *map(_item, _ALWAYS), text("Ne part jamais", "section"),
                    *map(_item, _NEVER), _sealed())  # fmt: skip
        told.body.addStretch()
        line.addWidget(told, 1)

    def focus_first(self) -> None:
        self.form.focus_first()

    def submit(self) -> None:
        self.form.clear_errors()
        try:
            values = self.form.values()
        except Failure as refusal:
            self._refuse(refusal)
            return
        folder = self.dossier.path()
        if folder is None:
            return
        tour = Tour(values["intitule"], values["lieu"] or "", values["jour"], values["mois"] or 0)
        password = values["password"]
        self._context.jobs.run(
            lambda progress: emporter(folder, tour, password=password, progress=progress),
            done=self._left,
            failed=self._refuse,
            title="Préparation du carnet",
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        errors.show(error, banner=self._context.banner, form=self.form, retry=self.submit)

    def _fields(self) -> list[Input]:
        return [
            Input(Carnet.intitule, required=True, hint="Marché de Beaubreuil", wide=True),
            Input(Carnet.jour, required=True),
            Input(Carnet.lieu, required=True, options=lambda: [(x.id, x.nom) for x in lieux()]),
            Input(
                name="mois", label="Emporter les noms des… derniers mois", parse=_months,
                hint="Aucun nom", kind=Kind.LINE,
                help="Vide : aucun. Sinon, des personnes vues à ce lieu : nom, prénom, année de "
                "naissance, commune.",
            ),
            Input(
                name="password", label="Votre mot de passe", kind=Kind.PASSWORD, required=True,
                help="Il ouvrira le carnet pendant la tournée.",
            ),
        ]  # fmt: skip

    def _usual_lieu(self) -> str | None:
        known = [one.id for one in lieux()]
        own = self._context.settings.lieu
        return own if own in known else next(iter(known), None)


def _months(typed: str) -> int | None:
    found = parsing.integer(typed)
    if found is not None and not 0 <= found <= MOST_MONTHS:
        raise Invalid("mois", f"Mois : écrivez un nombre de 0 à {MOST_MONTHS}, ou rien.")
    return found


def _item(words: str) -> QWidget:
    shown = text(f"•  {words}")
    shown.setWordWrap(True)
    return shown


def _sealed() -> QWidget:
    words = text(
        "Tout est chiffré. Perdu, le carnet ne s’ouvre pas sans votre mot de passe ou la clé de "
        "secours de la structure.",
        "small",
    )
    words.setWordWrap(True)
    return words
