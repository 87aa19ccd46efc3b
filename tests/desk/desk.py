"""Drives a program from outside: what is on the screen, the keyboard, pictures, a sudden death."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageGrab

from tests.desk.keyboard import Keyboard
from tests.desk.session import Session

DRIVER = Path(__file__).with_name("atspi_driver.py")
PORTAL = Path(__file__).with_name("portal.py")
# The bindings of accessibility are the system's, whatever Python runs the tests.
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Widget:
    """A widget as assistive technology is told of it, at the time of asking."""

    number: int
    role: str
    name: str
    description: str
    states: frozenset[str]
    text: str | None
    value: float | None
    count: int
    children: "tuple[Widget, ...]" = ()

    def outline(self, depth: int = 0) -> str:
        """The widget and what it shows, one a line."""
        told = [self.role, f"« {self.name} »" if self.name else "", self.description]
        told += [f"= {self.text!r}" if self.text else "", " ".join(sorted(self._remarkable()))]
        line = "  " * depth + "  ".join(part for part in told if part)
        return "\n".join([line, *(child.outline(depth + 1) for child in self.children)])

    def _remarkable(self) -> frozenset[str]:
        usual = {"enabled", "sensitive", "showing", "visible", "focusable"}
        disabled = set() if "enabled" in self.states else {"disabled"}
        return (self.states - usual) | disabled


class Desk:
    """A session, the program on it, and the hands and eyes of its user."""

    def __init__(self, session: Session, *, scheme: str = "") -> None:
        self.session = session
        self.process: subprocess.Popen[bytes] | None = None
        self._portal = self._start_portal(scheme) if scheme else None
        self._driver = self._start_driver()
        self._keyboard = Keyboard(session.environment)
        self._keyboard.press("Shift_L")  # the first key of a fresh screen may be lost

    def start(self, command: Sequence[str], **environment: str) -> None:
        """Launch the program; `wait_window` says when it is there."""
        self.process = self.session.spawn(*command, env=environment)

    def output(self) -> str:
        """What the program wrote on its standard output and error."""
        assert self.process is not None
        return self.session.log(Path(str(list(self.process.args)[3])).name)  # type: ignore[arg-type]

    def wait_window(self, title: str, timeout: float = 20) -> Widget:
        """The newest window whose title contains `title`."""
        limit = time.monotonic() + timeout
        while True:
            reply = self._ask("window", part=title, timeout=0.25)
            if "answer" in reply:
                # Keys typed before the window manager gave it the keyboard would be lost.
                active = self._ask("window", part=title, states=["active"], timeout=1)
                return _widget(active.get("answer", reply["answer"]))
            dead = self.process is not None and self.process.poll() is not None
            if dead or time.monotonic() > limit:
                raise AssertionError(f"Pas de fenêtre « {title} ». À l’écran :\n{self._sight()}")

    def find(self, role: str = "", name: str | None = None, **criteria: Any) -> Widget | None:
        """The first widget shown; criteria: part (of the name), states, within (a Widget)."""
        reply = self._ask("find", **_wanted(role, name, criteria))
        return None if "missing" in reply else _widget(reply["answer"])

    def find_all(self, role: str = "", name: str | None = None, **criteria: Any) -> list[Widget]:
        return [_widget(one) for one in self._ask("all", **_wanted(role, name, criteria))["answer"]]

    def wait_for(
        self, role: str = "", name: str | None = None, timeout: float = 5, **criteria: Any
    ) -> Widget:
        """The first widget that answers, awaited; fails with the sight of the screen."""
        return self._found("find", _wanted(role, name, criteria), timeout=timeout)

    def wait_gone(
        self, role: str = "", name: str | None = None, timeout: float = 5, **criteria: Any
    ) -> None:
        self._expect("gone", _wanted(role, name, criteria), timeout=timeout)

    def wait_text(self, widget: Widget, text: str, timeout: float = 5) -> None:
        """Wait until the widget's text is `text`."""
        limit = time.monotonic() + timeout
        while (seen := self.text_of(widget)) != text:
            assert time.monotonic() < limit, f"{text!r} attendu, {seen!r} lu"
            time.sleep(0.03)

    def tree(self, within: Widget | None = None) -> list[Widget]:
        """All that is shown, nested."""
        wanted = {"within": within.number} if within else {}
        return [_widget(root) for root in self._ask("tree", **wanted)["answer"]]

    def outline(self, within: Widget | None = None) -> str:
        return "\n".join(root.outline() for root in self.tree(within))

    def fresh(self, widget: Widget) -> Widget:
        """The same widget, as it is now."""
        return _widget(self._ask("describe", number=widget.number)["answer"])

    def text_of(self, widget: Widget) -> str | None:
        return self.fresh(widget).text

    def focused(self, timeout: float = 2) -> Widget:
        return self._found("focused", {}, timeout=timeout)

    def act(self, widget: Widget, action: str = "") -> None:
        """Do an action of the widget by name (as a screen reader does), or its first one."""
        self._expect("act", {"number": widget.number, "action": action})

    def click(self, widget: Widget, button: int = 1) -> None:
        """Click in the middle of the widget with the mouse."""
        x, y, width, height = self.place(widget)
        x, y = x + width // 2, y + height // 2
        self._keyboard.mouse("mousemove", str(x), str(y), "click", str(button))

    def place(self, widget: Widget) -> tuple[int, int, int, int]:
        """Where the widget is on the screen: left, top, width, height."""
        left, top, width, height = self._ask("place", number=widget.number)["answer"]
        return left, top, width, height

    def grab_focus(self, widget: Widget) -> None:
        self._expect("focus", {"number": widget.number})

    def set_text(self, widget: Widget, text: str) -> None:
        """Replace the text at once, without the keyboard."""
        self._expect("set_text", {"number": widget.number, "text": text})

    def keys(self, *chords: str) -> None:
        """Press chords one after the other: "ctrl+n", "Return", "Tab"."""
        self._keyboard.press(*chords)

    def type_text(self, text: str) -> None:
        """Type letter by letter, whatever the alphabet."""
        self._keyboard.type(text)

    def screenshot(self, path: Path) -> Path:
        self.picture().save(path)
        return path

    def picture(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.session.environment["DISPLAY"])

    def kill9(self) -> None:
        """What a power cut does to the program."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close_window(self) -> None:
        """Ask the window to close, as its cross does."""
        self.keys("alt+F4")

    def wait_exit(self, timeout: float = 10) -> int:
        assert self.process is not None
        return self.process.wait(timeout)

    def set_scheme(self, scheme: str) -> None:
        """Turn the desktop "dark" or "light" while the program runs."""
        assert self._portal is not None, "ce bureau n’a pas de thème : Desk(…, scheme=…)"
        assert self._portal.stdin is not None
        self._portal.stdin.write(f"{scheme}\n")
        self._portal.stdin.flush()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill9()
        for child in (self._driver, self._portal):
            if child is not None:
                child.kill()
                child.communicate()

    def _start_driver(self) -> "subprocess.Popen[str]":
        return self._child(DRIVER)

    def _start_portal(self, scheme: str) -> "subprocess.Popen[str]":
        # As on GNOME: Qt asks the portal, and follows it.
        self.session.environment["QT_QPA_PLATFORMTHEME"] = "gnome"
        portal = self._child(PORTAL, scheme)
        assert portal.stdout is not None
        portal.stdout.readline()
        return portal

    def _child(self, script: Path, *arguments: str) -> "subprocess.Popen[str]":
        python = [SYSTEM_PYTHON, "-Wignore", str(script), *arguments]
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *python],
            env=self.session.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, verb: str, **wanted: Any) -> dict[str, Any]:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        pid = self.process.pid if self.process else 0
        self._driver.stdin.write(json.dumps({"verb": verb, "pid": pid, **wanted}) + "\n")
        self._driver.stdin.flush()
        line = self._driver.stdout.readline()
        assert line, "le pilote d’accessibilité s’est arrêté"
        reply: dict[str, Any] = json.loads(line)
        assert "error" not in reply, f"{verb} {wanted} : {reply['error']}"
        return reply

    def _expect(self, verb: str, wanted: dict[str, Any], timeout: float = 0) -> Any:
        reply = self._ask(verb, timeout=timeout, **wanted)
        if "missing" in reply:
            raise AssertionError(f"{verb} {wanted} : rien de tel. À l’écran :\n{self._sight()}")
        return reply["answer"]

    def _found(self, verb: str, wanted: dict[str, Any], timeout: float) -> Widget:
        return _widget(self._expect(verb, wanted, timeout))

    def _sight(self) -> str:
        if self.process is not None and self.process.poll() is not None:
            return f"le programme s’est arrêté ({self.process.returncode}) :\n{self.output()}"
        return self.outline() or "(aucune fenêtre)"


def _wanted(role: str, name: str | None, criteria: dict[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {"role": role, "name": name, **criteria}
    if isinstance(wanted.get("within"), Widget):
        wanted["within"] = wanted["within"].number
    return wanted


def _widget(told: dict[str, Any]) -> Widget:
    children = tuple(_widget(child) for child in told.pop("children", ()))
    return Widget(**{**told, "states": frozenset(told["states"])}, children=children)
