"""Before a session: the gate. After: side bar, head of the page, messages, screens."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from models.base import database
from models.base.version import NAME
from ui.kit.actions import Actions, is_enabled
from ui.kit.context import Context
from ui.kit.filters import SearchBox
from ui.kit.page import Screen
from ui.kit.pressing import press_focused
from ui.main_window import screens
from ui.main_window.acts import fill_account, quit_act, window_acts
from ui.main_window.avance import Avance
from ui.main_window.fermeture import WayOut
from ui.main_window.regard import Regard
from ui.main_window.rideau import Curtain, close_what_floats
from ui.main_window.sauvegarde import DailyBackup
from ui.main_window.screens import ScreenEntry, load
from ui.main_window.shell import Shell
from ui.main_window.veille import Veille

if TYPE_CHECKING:
    from ui.kit.palette import Palette
    from ui.main_window.comptes import Comptes

PATIENCE = 300  # milliseconds that the window waits for the base before it shows the wait
CALM = 3  # seconds without a key or a click
LAST_STEPS = 50
FIRST_SIZE = QSize(1200, 680)


class MainWindow(QMainWindow):
    """Before a session: the gate. After: the shell, where screens navigate by id."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._screens: dict[str, Screen] = {}
        self._shown = ""
        self._steps: list[tuple[str, dict[str, Any]]] = []
        self._places: dict[str | None, str] = {}  # the screen where each locked account was
        self._gate: QWidget | None = None
        self._palette: Palette | None = None
        self._comptes: Comptes | None = None
        self._awaited = False  # not shown yet, for what opens next is worth a short wait
        self.backup = DailyBackup(context, self)
        self._regard = Regard(self, context.turned, place=lambda: self.current)
        self.avance = Avance(context, self)
        self.acts = Actions(self, context.may)
        context.navigate = self.navigate
        context.back = self.back
        context.refresh_actions = self.acts.refresh
        self.setWindowTitle(NAME)
        self.setObjectName("main")
        self._lay_out()
        self._restore_place()
        context.turned.changed.connect(self._turn)
        context.changes.subscribe((), self.acts.refresh, owner=self)
        self.destroyed.connect(context.release)  # a window that goes asks nothing of the base

    # Before and after a session

    def show_gate(self, gate: QWidget) -> None:
        """Show a widget in place of everything, until a session is open."""
        self._drop_gate()
        self._gate = gate
        self._whole.addWidget(gate)
        self._whole.setCurrentWidget(gate)
        self.acts.set_own([quit_act(self)])
        self.acts.set_page([])

    def ask_opening(self, **what: Any) -> None:
        """The opening screen, or the first-run assistant."""
        gate: Any = load(screens.GATE)(self.context, self.enter)
        self.show_gate(gate)
        gate.open(**what)

    def show_soon(self) -> None:
        """Show the window: at once, or a moment later with its first screen rather than empty."""
        if not getattr(self._gate, "is_opening", False):
            self.show()
            return
        self._awaited = True
        QTimer.singleShot(PATIENCE, self, self._stop_waiting)
        load(screens.SCREENS[0].path)  # while the keyring is asked, in its thread

    def _stop_waiting(self) -> None:
        if self._awaited:
            self._awaited = False
            self.show()

    def enter(self) -> None:
        """A session is open: show the shell, where this account left it if it was locked."""
        handle = database.handle()
        handle.engine.connect(reuse_if_open=True)  # it may have been opened by a job
        self.context.changes.attach(handle)
        actor = handle.require_actor()
        again = self._places.pop(actor.agent_id, "")
        self._agent = actor.agent_id
        self._steps.clear()
        self._shown = ""
        self._follow_account()
        self._shell.list_screens(self.listed(), self.navigate)
        self._shell.fit(self.width())
        self.acts.set_own(window_acts(self))
        self.heading.say_account(_account_name(handle.keys))
        self._whole.setCurrentWidget(self._shell)
        self._drop_gate()
        allowed = [entry.id for entry in self.allowed()]
        if allowed:
            self.navigate(again if again in allowed else allowed[0])
        warnings = getattr(handle.keys, "warnings", ())
        if warnings:  # all at once: the next one would take the place of a graver one
            self.context.banner.attention(" ".join(warnings))
        self.backup.begin()
        self.veille.begin()
        self.avance.begin(self.allowed())
        self._stop_waiting()

    def lock(self) -> None:
        """Close the base and forget its keys; each account comes back to its own screen."""
        self._lock_then(locked=True)

    def _follow_account(self) -> None:
        if self._comptes is None:
            from ui.main_window.comptes import Comptes  # after the first session, not at the start

            self._comptes = Comptes(self.context, self, self.turn_out)

    def turn_out(self, said: str) -> None:
        """Lock because the account is no longer what it was, and say why."""
        self._lock_then(locked=True, said=said)

    def switch(self) -> None:
        """Lock, for another account of this desk to open its own session at once."""
        leaving = getattr(database.handle().keys, "identifiant", "") if database.is_open() else ""
        self._lock_then(locked=True, other_than=leaving)

    def close_session(self) -> None:
        """Close the base, once its backup of the day is made; anybody may come next."""
        if self._backs_up_before(self.close_session):
            return
        self._leave_session()
        self.ask_opening()

    def _lock_then(self, **what: Any) -> None:
        """Hide everything at once; a job under way ends first, unless somebody stops it."""
        if not database.is_open():
            return
        if close_what_floats(self):
            QTimer.singleShot(0, self, lambda: self._lock_then(**what))
            return

        def leave() -> None:
            self._places[self._agent] = self._shown
            self._leave_session()
            self.ask_opening(**what)

        if self._curtain.must_hold:
            for screen in self._screens.values():
                screen.leave()
            self.acts.set_page([])
            self.acts.set_own([quit_act(self)])
            self.setWindowTitle(NAME)
            self._curtain.hold(leave)
        elif not self._curtain.holds:
            leave()

    def _drop_gate(self) -> None:
        if self._gate is not None:
            self._whole.removeWidget(self._gate)
            self._gate.setParent(None)
            self._gate.deleteLater()
            self._gate = None

    # Screens

    def navigate(self, screen_id: str, **what: Any) -> None:
        """Show a screen, and there what is asked for."""
        entry = next(e for e in screens.SCREENS if e.id == screen_id)
        if entry not in self.allowed():
            self.context.banner.attention(f"Votre compte n’ouvre pas l’écran « {entry.label} ».")
            return
        self.veille.stir()
        self._steps = [*self._steps[-LAST_STEPS:], (screen_id, what)]
        self._show(entry, what)

    def back(self) -> None:
        """The screen before this one."""
        if len(self._steps) < 2:
            return
        self._steps.pop()
        screen_id, what = self._steps[-1]
        self._show(next(e for e in screens.SCREENS if e.id == screen_id), what)

    @property
    def current(self) -> Screen | None:
        return self._screens.get(self._shown)

    def _show(self, entry: ScreenEntry, what: dict[str, Any]) -> None:
        before = self.current
        screen = self._screens.get(entry.id) or self._build(entry)
        if before is not None and before is not screen:
            before.leave()
            self.context.banner.turn_page()
        self._shown = entry.id
        self._stack.setCurrentWidget(screen)
        self._shell.mark(entry.under or entry.id)
        screen.open(**what)
        self._show_heading()
        screen.focus_first()

    def _build(self, entry: ScreenEntry) -> Screen:
        screen: Screen = load(entry.path)(self.context)
        screen.setObjectName(entry.id)
        screen.heading_changed.connect(self._show_heading)
        self._screens[entry.id] = screen
        self._stack.addWidget(screen)
        return screen

    def _show_heading(self) -> None:
        """What changes while nothing of the session is shown is neither told nor acted on."""
        screen = self.current
        if screen is None or self._curtain.holds or self._way_out.holds:
            return
        self.acts.set_page(screen.actions())
        self.heading.say(screen.title, _with_carnet(screen.subtitle))
        self.heading.show_actions()
        self.setWindowTitle(f"{screen.title} — {NAME}")

    def _leave_session(self) -> None:
        self.backup.end()
        self._drop_palette()
        self.veille.end()
        for screen in self._screens.values():
            screen.leave()
        self.context.release()
        self.context.banner.clear()
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self.acts.set_page([])
        self.heading.say("", "")  # it told whose file was open
        from models.comptes import acces
        from ui.parts.ouverts import forget_opened

        acces.lock()
        forget_opened()
        self._way_out.forget()
        self._curtain.forget()

    def _drop_palette(self) -> None:
        """It answers for one account, and what it found must not outlive its session."""
        if self._palette is not None:
            self._palette.hide()
            self._palette.deleteLater()
            self._palette = None

    def _backs_up_before(self, leave: Callable[[], object]) -> bool:
        """Whether leaving must wait for the day's backup; asked twice, it does not."""
        if not self._way_out.must_wait:
            return False
        for screen in self._screens.values():
            screen.leave()
        self.acts.set_page([])
        self.acts.set_own([quit_act(self)])
        self._way_out.wait(leave)
        return True

    def list_keys(self) -> None:
        from ui.kit.shortcuts import Shortcuts

        enabled = lambda spec: is_enabled(spec, self.context.may)  # noqa: E731  # one question
        Shortcuts(self, self.acts.all(), enabled=enabled).open()

    def search_list(self) -> None:
        """To the search of the list in sight; anywhere, on a screen without one."""
        boxes = self.current.findChildren(SearchBox) if self.current is not None else []
        seen = [one for one in boxes if one.isVisible()]
        if not seen:
            self.search()
            return
        seen[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        seen[0].selectAll()

    def search(self) -> None:
        """The search that goes anywhere; made when it is first asked for."""
        if self._palette is None:
            from ui.kit.palette import Palette
            from ui.main_window.recherche import Recherche

            found = Recherche(self)
            self._palette = Palette(self.context, self._shell, quick=found.quick, slow=found.slow)
            self._palette.order = found.order
        self._palette.open()

    def can_go_back(self) -> bool:
        return len(self._steps) > 1

    def allowed(self) -> list[ScreenEntry]:
        """The screens of this account, in order."""
        return [e for e in screens.SCREENS if self.context.may(e.right)]

    def listed(self) -> list[ScreenEntry]:
        """Those of the side bar."""
        return [e for e in self.allowed() if not e.under]

    def is_calm(self) -> bool:
        """Whether a tenth of a second without an answer would be noticed by nobody."""
        return self.veille.idle() > CALM and not self.context.jobs.running

    # Shape

    def setVisible(self, visible: bool) -> None:
        if visible:
            self.context.dress()
        super().setVisible(visible)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "heading"):
            self.heading.show_actions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shell.fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not _system_stops() and self._backs_up_before(self.close):
            event.ignore()
            return
        QSettings().setValue("window/geometry", self.saveGeometry())
        if database.is_open():
            self._leave_session()
        self.backup.end()
        self.veille.end()
        self.context.release()
        super().closeEvent(event)

    def _turn(self) -> None:
        self.context.banner.hide_words(on=self.context.turned.on)
        self.acts.refresh()

    def _restore_place(self) -> None:
        geometry = QSettings().value("window/geometry")
        if geometry is not None and self.restoreGeometry(geometry):
            return
        room = self.screen().availableSize()
        self.resize(FIRST_SIZE.boundedTo(room))
        if self.size() != FIRST_SIZE:  # a small or enlarged screen: the frame needs room too
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _lay_out(self) -> None:
        self._shell = Shell(
            self.context, self.acts, fill_account=lambda menu: fill_account(menu, self)
        )
        self.heading, self._stack = self._shell.heading, self._shell.stack
        self._whole = QStackedWidget()
        self._whole.addWidget(self._shell)
        self.setCentralWidget(self._whole)
        self._way_out = WayOut(self._whole, self.backup)
        self._curtain = Curtain(self._whole, self.context.jobs)
        self.veille = Veille(self, self.context.settings, lock=self.lock)
        self.context.stir = self.veille.stir
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


def _system_stops() -> bool:
    """Whether the computer ends the session: it leaves no time to make anything."""
    running = QGuiApplication.instance()
    return isinstance(running, QGuiApplication) and running.isSavingSession()


def _with_carnet(subtitle: str) -> str:
    """Whoever is in a carnet de tournée reads it on every screen, before all else."""
    carnet = getattr(database.handle().keys, "carnet", "") if database.is_open() else ""
    said = f"Carnet de tournée — {carnet}" if carnet else ""
    return " · ".join(part for part in (said, subtitle) if part)


def _account_name(keys: Any) -> str:
    return str(getattr(keys, "nom_affiche", "") or getattr(keys, "identifiant", "") or "Compte")
