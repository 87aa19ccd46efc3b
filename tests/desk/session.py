"""The session around the program: Xvfb, a window manager, a private bus with what it may start."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

START_LIMIT = 20.0
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
SERVICES = Path("/usr/share/dbus-1/services")
# Accessibility only: a keyring is there when it was asked for, never because the bus found one.
ALLOWED_SERVICES = ("org.a11y.Bus.service",)


def wait_until(ready: Callable[[], bool], what: str, *, limit: float = START_LIMIT) -> None:
    """Poll until `ready`; say what was awaited when it does not come."""
    end = time.monotonic() + limit
    while not ready():
        if time.monotonic() > end:
            raise AssertionError(f"Attendu en vain pendant {limit:.0f} s : {what}")
        time.sleep(0.02)


class Session:
    """Starts what a desktop session has, in folders of its own; `stop` leaves nothing behind."""

    def __init__(self, folder: Path, *, size: tuple[int, int] | None = (1280, 720)) -> None:
        self.folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = self._folders()
        try:
            self._start_bus()
            if size is not None:
                self._start_screen(size)
        except BaseException:
            self.stop()
            raise

    def spawn(
        self,
        *command: str,
        env: Mapping[str, str] | None = None,
        keep: tuple[int, ...] = (),
        entry: str = "",
    ) -> "subprocess.Popen[bytes]":
        """Run a program of the session, which dies with the tests; its words go to a log."""
        name = Path(command[0]).name
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                env={**self.environment, **(env or {})},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=keep,
                start_new_session=True,
            )
        assert process.stdin is not None
        process.stdin.write(entry.encode())
        process.stdin.close()
        self._processes.append(process)
        return process

    def log(self, program: str) -> str:
        """What a program of the session said so far."""
        path = self.folder / f"{program}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        # Sockets and a keyring's own mount must not trouble whoever empties the folder.
        shutil.rmtree(self.folder / "run", ignore_errors=True)

    def _folders(self) -> dict[str, str]:
        home = self.folder / "home"
        (self.folder / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = ("PATH", "TZ", "PYTHONPATH", "PYTHONWARNINGS")
        places = {
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_STATE_HOME": home / ".local/state",
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_CACHE_HOME": home / ".cache",
        }
        for place in places.values():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            **{name: str(place) for name, place in places.items()},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def _start_bus(self) -> None:
        run = self.folder / "run"
        (run / "services").mkdir(exist_ok=True)
        for name in ALLOWED_SERVICES:
            shutil.copy(SERVICES / name, run / "services" / name)
        (run / "bus.conf").write_text(BUS.format(folder=run))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={run}/bus"
        self.spawn("dbus-daemon", f"--config-file={run}/bus.conf", "--nofork", "--nopidfile")
        wait_until((run / "bus").exists, "le bus de session")

    def _start_screen(self, size: tuple[int, int]) -> None:
        reader, writer = os.pipe()
        width, height = size
        display = ("-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24")
        try:
            self.spawn("Xvfb", *display, "-nolisten", "tcp", "-noreset", keep=(writer,))
        finally:
            os.close(writer)
        with os.fdopen(reader) as announced:
            number = announced.readline().strip()
        assert number, self.log("Xvfb")
        self.environment["DISPLAY"] = f":{number}"
        self.spawn("openbox", "--sm-disable")
        wait_until(self._managed, "le gestionnaire de fenêtres")

    def _managed(self) -> bool:
        question = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
        told = subprocess.run(question, env=self.environment, capture_output=True, check=False)
        return b"window id" in told.stdout
