"""A person who comes back: what her last suivi ended on, and what of it is taken up."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock
from models.base.listing import as_text
from models.nomenclatures.valeur import labels
from models.personnes.personne import Personne
from models.suivis.regles import Dite, said
from models.suivis.retour import Reprise, following, reprise_for
from models.suivis.suivi import Suivi, previous
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.screens.suivis.carte import lien, wrapped
from ui.screens.suivis.ecrire_frein import INTENSITES
from ui.screens.suivis.entete import became
from ui.screens.suivis.situations import ESSENTIAL


class ReprisePanneau(Card):
    """What was left, each piece with its box; what asks for care is taken up only if chosen."""

    def __init__(self, reprise: Reprise) -> None:
        super().__init__(f"Fait suite au suivi terminé le {as_text(reprise.precedent.clos_le)}")
        self.setObjectName("suivi.reprise")
        self._freins: dict[str, Check] = {}
        self._objectifs: dict[str, Check] = {}
        words = said(
            [one.frein.valeur_id for one in reprise.freins]
            + [one.valeur_id for one in reprise.objectifs]
        )
        self.body.addWidget(wrapped(_ended(reprise.precedent), "secondary", "suivi.reprise.fin"))
        if reprise.situation:
            self.body.addWidget(wrapped(_stood(reprise), "", "suivi.reprise.situation"))
        self._offer_freins(reprise, words)
        self._offer_objectifs(reprise, words)

    @property
    def chosen(self) -> dict[str, list[str]]:
        return {"freins": _ticked(self._freins), "objectifs": _ticked(self._objectifs)}

    def _offer_freins(self, reprise: Reprise, words: Mapping[str | None, Dite]) -> None:
        column = self._boxes("Freins à reprendre") if reprise.freins else self.body
        for frein, niveau in reprise.freins:
            dite = words[frein.valeur_id]
            gene = INTENSITES[niveau.intensite].lower() if niveau is not None else ""
            care = "sujet sensible" if dite.sensible else ""
            told = " · ".join(one for one in (dite.libelle, frein.precision, gene, care) if one)
            box = _box(told, f"suivi.reprise.frein.{frein.id}", on=not dite.sensible)
            self._freins[frein.id] = box
            column.addWidget(box)

    def _offer_objectifs(self, reprise: Reprise, words: Mapping[str | None, Dite]) -> None:
        column = self._boxes("Objectifs à reprendre") if reprise.objectifs else self.body
        for one in reprise.objectifs:
            told = one.intitule or words[one.valeur_id].libelle
            box = _box(str(told), f"suivi.reprise.objectif.{one.id}", on=True)
            self._objectifs[one.id] = box
            column.addWidget(box)

    def _boxes(self, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(text(title, "section"))
        self.body.addLayout(column)
        return column


def reprise_of(personne: Personne) -> ReprisePanneau | None:
    """None for a first suivi."""
    found = reprise_for(personne, clock.today())
    return None if found is None else ReprisePanneau(found)


def liens(context: Context, suivi: Suivi) -> list[QWidget]:
    """The way to the suivi before this one, and to the one after."""
    made: list[QWidget] = []
    for other, key in ((previous(suivi), "precedent"), (following(suivi), "suivant")):
        if other is not None:
            before = f"Fait suite au suivi terminé le {as_text(other.clos_le)}"
            label = before if key == "precedent" else f"Repris le {as_text(other.ouvert_le)}"
            programme = other.dispositif.intitule if other.dispositif_id else "hors dispositif"
            made.append(lien(label, f"suivi.{key}", programme, _going(context, other.id)))
    return made


def _going(context: Context, suivi_id: str) -> Callable[[], None]:
    return lambda: context.navigate("suivis", suivi_id=suivi_id)


def _ended(suivi: Suivi) -> str:
    programme = suivi.dispositif.intitule if suivi.dispositif_id else "Hors dispositif"
    told = (programme, f"du {as_text(suivi.ouvert_le)} au {as_text(suivi.clos_le)}", became(suivi))
    return " · ".join(part for part in told if part)


def _stood(reprise: Reprise) -> str:
    """Her last situation; the first one of this suivi will begin with it."""
    keys = [key for champ, _ in ESSENTIAL for key in reprise.situation.get(champ, ())]
    named_ = labels(keys)
    told = [
        before + ", ".join(named_.get(key, "") for key in reprise.situation[champ])
        for champ, before in ESSENTIAL
        if champ in reprise.situation
    ]
    day = as_text(reprise.du) if reprise.du else ""
    return (
        f"Sa situation le {day}\u00a0: {' · '.join(told)}. Elle sera proposée en entier pour la "
        "situation à l’entrée."
    )


def _box(words: str, name: str, *, on: bool) -> Check:
    made = named(Check(words), name, words)
    made.setChecked(on)
    return made


def _ticked(boxes: Mapping[str, Check]) -> list[str]:
    return [key for key, box in boxes.items() if box.isChecked()]
