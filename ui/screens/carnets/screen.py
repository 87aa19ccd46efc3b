"""Carnets de tournée: the list, and one page at a time over it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.carnet import (
    PERDU,
    Carnet,
    carnet_of,
    carnets_listing,
    declarer_perdu,
    que_faire,
)
from models.base.droit import Droit
from models.echanges.carnet.apercu import Apercu
from models.echanges.carnet.effacer import effacer
from models.echanges.carnet.emporter import Emporte
from models.echanges.carnet.inacheves import phrase_of
from models.echanges.carnet.lecture import Retour as Lu
from models.echanges.carnet.rentrer import Rentree, annuler_rentree, derniere_rentree, figures_of
from ui.kit import errors
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.dialogs import confirm
from ui.kit.page import Screen
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.screens.carnets.depart import Depart
from ui.screens.carnets.reprise import TO_FINISH, Reprise
from ui.screens.carnets.retour import Retour
from ui.screens.carnets.suite import Suite

_ON_THE_ROAD = (
    "Pour l’ouvrir en tournée : lancez Côte à Côte sur l’ordinateur portable, « Ouvrir une autre "
    "base », puis ce dossier. Votre mot de passe l’ouvre."
)
TURNED = (
    "L’écran est tourné vers le visiteur : ce que le carnet apporte est masqué. F9 le montre de "
    "nouveau."
)
_TO_ERASE = (
    "Le carnet peut être effacé de la clé : ses clés sont détruites d’abord. Gardez-le si la "
    "tournée continue."
)


class CarnetsScreen(Screen):
    """Where the carnets are, and what becomes of them."""

    title = "Carnets de tournée"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = TablePane(
            context, carnets_listing(), name="carnets.liste", activate=self.show_carnet,
            row_actions=self._row_actions(), empty_action=self._leave_act(),
        )  # fmt: skip
        self.list.current_changed.connect(context.refresh_actions)
        self.list.emptied.connect(self.heading_changed)
        self._stack = Stack(context.turned, self.list, masked=TURNED)
        self.body.addWidget(self._stack)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        back = _act("carnet.liste", "Retour à la liste", "chevron-left", "", self.show_list)
        page = self._stack.page
        if isinstance(page, Depart):
            return [_act("carnet.partir", "Préparer le carnet", "download", "Ctrl+Return",
                         page.submit, primary=True), back]  # fmt: skip
        if isinstance(page, Retour):
            return [_act("carnet.lire", "Lire le carnet", "upload", "Ctrl+Return", page.submit,
                         primary=True), back]  # fmt: skip
        if isinstance(page, Reprise):
            merge = _act("carnet.rentrer", page.verb, "check", "Ctrl+Return", page.submit,
                         primary=True)  # fmt: skip
            return [merge._replace(enabled=lambda: not self.context.turned.on), back]
        if page is not None:
            return [back]
        take = _act("carnet.retour", "Rentrer un carnet", "upload", "Ctrl+R", self.come_back)
        return [self.list.once(self._leave_act()), take, *self._row_actions(by_key=True)]

    def open(self, **what: Any) -> None:
        self.show_list()

    def focus_first(self) -> None:
        self._stack.focus_first()

    def leave(self) -> None:
        """A password is not left on the screen."""
        if self._stack.page is not None:
            self.show_list()

    def show_list(self, key: str | None = None) -> None:
        self._stack.show_under()
        self._tell("Carnets de tournée")
        self.list.select(key)

    def show_carnet(self, carnet_id: str) -> None:
        """What is known of one carnet, and what can be done with it."""
        carnet = carnet_of(carnet_id)
        acts = [] if carnet.etat == PERDU else [self._lost_act(carnet)]
        acte = derniere_rentree(carnet_id)
        brought = figures_of(acte) if acte is not None else Rentree()
        phrases = list(que_faire(carnet)) if carnet.etat == PERDU else [_said(carnet)]
        if brought.passages or brought.dossiers:
            acts.insert(0, self._undo_act(carnet))
            phrases.append(f"Dernier retour : {brought.texte}.")
        self._show(Suite(_title(carnet), phrases, acts), carnet.titre, carnet.etat)

    def go(self) -> None:
        self._show(Depart(self.context, left=self._has_left), "Emporter un carnet")

    def come_back(self) -> None:
        self._show(Retour(self.context, read=self._has_been_read), "Rentrer un carnet")

    def lose(self, carnet: Carnet) -> None:
        said = (
            "Vous lirez ensuite ce qu’il contenait et ce qu’il faut faire. Retrouvé, il pourra "
            "encore être rentré."
        )
        if confirm(self, title=f"« {carnet.titre} » est perdu ?", text=said, verb="Déclarer perdu"):
            self.context.attempt(
                lambda: declarer_perdu(carnet),
                done=lambda _: self.show_carnet(carnet.id),
                said="Carnet déclaré perdu",
            )

    def undo_return(self, carnet: Carnet) -> None:
        acte = derniere_rentree(carnet.id)
        figures = figures_of(acte).texte if acte is not None else ""
        said = f"Sortent du registre : {figures}. Le carnet pourra être rentré à nouveau."
        if confirm(self, title="Annuler ce retour ?", text=said, verb="Annuler le retour"):
            self.context.jobs.run(
                lambda _: annuler_rentree(carnet.id),
                done=lambda figures: self._say_undone(carnet, figures),
                failed=self._refuse,
                title="Annulation du retour",
                owner=self,
            )

    def _has_left(self, made: Emporte) -> None:
        count = made.carnet.personnes
        names = f"{count} nom{'s' if count > 1 else ''}" if count else "aucun nom"
        phrases = (
            f"Il est dans « {made.dossier} », avec {names}.",
            _ON_THE_ROAD,
            "Retirez la clé par « Éjecter », puis emportez-la.",
        )
        back = _act("carnet.fin", "Terminé", "check", "", self.show_list, primary=True)
        self._show(Suite("Le carnet est prêt", phrases, [back]), made.carnet.titre)

    def _has_been_read(self, seen: Apercu) -> None:
        lu = seen.retour
        page = Reprise(self.context, seen, done=lambda figures: self._is_back(lu, figures))
        self._show(page, "Rentrer un carnet", "Rien n’est encore écrit.")

    def _is_back(self, lu: Lu, figures: Rentree) -> None:
        begun = lu.inacheves
        told = (phrase_of(begun), TO_FINISH) if begun else (_TO_ERASE,)
        phrases = (f"Au registre : {figures.texte}.", *told)
        keep = "Garder le carnet pour les terminer" if begun else "Garder le carnet"
        acts = [
            _act("carnet.garder", keep, "check", "", self.show_list, primary=True),
            _act("carnet.effacer", "Effacer malgré tout…" if begun else "Effacer le carnet",
                 "trash", "", lambda: self._erase(lu), danger=True),
        ]  # fmt: skip
        self._show(Suite("Le carnet est rentré", phrases, acts), "Rentrer un carnet")

    def _erase(self, lu: Lu) -> None:
        said = "Ce qui n’a pas été rentré serait perdu. Les autres fichiers de la clé restent."
        verb = "Effacer"
        if lu.inacheves:
            said = f"{phrase_of(lu.inacheves)} Personne ne pourra plus les lire."
            verb = "Effacer et les perdre"
        if confirm(self, title="Effacer ce carnet ?", text=said, verb=verb):
            self.context.jobs.run(
                lambda _: effacer(lu, abandonner=True),
                done=lambda _: self._say_erased(),
                failed=self._refuse,
                title="Effacement du carnet",
                owner=self,
            )

    def _refuse(self, error: BaseException) -> None:
        errors.show(error, banner=self.context.banner)

    def _say_erased(self) -> None:
        self.show_list()
        self.context.banner.good("Carnet effacé")

    def _say_undone(self, carnet: Carnet, figures: Rentree) -> None:
        self.show_carnet(carnet.id)
        self.context.banner.good(f"Retour annulé : {figures.texte} en moins")

    def _show(self, page: QWidget, title: str, subtitle: str = "") -> None:
        """What a carnet brings names people, and nothing of it is decided unseen."""
        self._stack.show_page(page, scrolls=True, hides=isinstance(page, Reprise))
        self._tell(title, subtitle)

    def _tell(self, title: str, subtitle: str = "") -> None:
        self.set_heading(title, subtitle)
        self.focus_first()

    def _row_actions(self, *, by_key: bool = False) -> list[UiAction]:
        def run() -> None:
            key = self.list.current_key
            if key is not None and (self.list.view.hasFocus() or not by_key):
                self.show_carnet(key)

        return [_act("carnet.voir", "Voir le carnet", "carnets", "F2", run, on_page=False)]

    def _leave_act(self) -> UiAction:
        return _act("carnet.emporter", "Emporter un carnet", "download", "Ctrl+Shift+N", self.go,
                    primary=True)  # fmt: skip

    def _lost_act(self, carnet: Carnet) -> UiAction:
        return _act("carnet.perdu", "Déclarer perdu…", "warning", "", lambda: self.lose(carnet),
                    danger=True)  # fmt: skip

    def _undo_act(self, carnet: Carnet) -> UiAction:
        return _act("carnet.annuler", "Annuler le retour…", "undo", "",
                    lambda: self.undo_return(carnet))  # fmt: skip


def _act(
    id_: str, label: str, icon: str, keys: str, run: Any, *,
    primary: bool = False, danger: bool = False, on_page: bool = True,
) -> UiAction:  # fmt: skip
    return UiAction(id_, label, icon, keys, Droit.CARNET, run, primary=primary, danger=danger,
                    on_page=on_page)  # fmt: skip


def _title(carnet: Carnet) -> str:
    return "Ce qu’il faut faire" if carnet.etat == PERDU else "Ce carnet"


def _said(carnet: Carnet) -> str:
    agent = carnet.emporte_par
    by = f" par {agent.nom_affiche}" if agent is not None else ""
    count = carnet.personnes
    names = f"{count} nom{'s' if count > 1 else ''} emporté{'s' if count > 1 else ''}"
    s = "s" if carnet.passages > 1 else ""
    brought = f"{carnet.passages} passage{s} rapporté{s}"
    return " · ".join((f"Emporté{by}", names if count else "aucun nom emporté", brought))
