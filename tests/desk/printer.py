"""A printer for real: our own CUPS server with one queue, whose paper is a folder of PDF files."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.desk.session import Session, wait_until

QUEUE = "Bureau"
DRIVER = "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd"
# CUPS-PDF reads its settings from this folder only; ours bear the number of the process.
SETTINGS = Path("/etc/cups")
SERVER = """Listen {socket}
LogLevel info
WebInterface No
Browsing No
DefaultAuthType None
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """ServerRoot {root}/etc
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/spool/tmp
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
SystemGroup root
FatalErrors none
"""
PAPER = """Out {paper}
AnonDirName {paper}
AnonUser root
Grp root
Spool {root}/paper-spool
Log {root}
LogType 3
Label 1
"""


@dataclass(frozen=True)
class Printer:
    """A queue, the folder where its sheets land, and the environment that leads to it."""

    queue: str
    folder: Path
    environment: dict[str, str]

    def sheets(self) -> list[Path]:
        return sorted(self.folder.glob("*.pdf"))

    def wait_sheets(self, count: int = 1, limit: float = 30) -> list[Path]:
        """Wait until `count` documents are out, written to the end."""

        def out() -> bool:
            sheets = self.sheets()
            return len(sheets) >= count and all(b"%%EOF" in s.read_bytes()[-64:] for s in sheets)

        wait_until(out, f"{count} document(s) imprimé(s)", limit=limit)
        return self.sheets()

    def stop_accepting(self) -> None:
        """The printer is there and takes nothing."""
        self._command("cupsreject", self.queue)

    def remove(self) -> None:
        """The printer is gone."""
        self._command("lpadmin", "-x", self.queue)

    def _command(self, *command: str) -> None:
        subprocess.run(command, env={**os.environ, **self.environment}, check=True)


class PrintServer:
    """Starts a private cupsd in a folder; `stop` takes it and its one system file away."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.paper = folder / "paper"
        self.socket = folder / "cups.sock"
        self._settings = SETTINGS / f"cups-pdf-essai{os.getpid()}-{time.monotonic_ns()}.conf"
        self._open_way()
        self._write()
        self._session = Session(folder / "session", size=None)
        self._session.spawn(
            "cupsd", "-f", "-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf"
        )
        self.environment = {"CUPS_SERVER": str(self.socket)}

    def printer(self) -> Printer:
        wait_until(self.socket.exists, "le serveur d’impression")
        device = self._settings.stem.removeprefix("cups-pdf-")
        command = ["lpadmin", "-p", QUEUE, "-E", "-v", f"cups-pdf:/{device}", "-P", DRIVER]
        told = subprocess.run(
            command, env={**os.environ, **self.environment}, capture_output=True, check=False
        )
        assert told.returncode == 0, told.stderr.decode() + self._told()
        return Printer(QUEUE, self.paper, self.environment)

    def stop(self) -> None:
        self._session.stop()
        self._settings.unlink(missing_ok=True)

    def _open_way(self) -> None:
        """Filters run as another account, which must be able to walk down to our folder."""
        for folder in ("etc/ppd", "spool/tmp", "cache", "state", "paper", "paper-spool"):
            (self.root / folder).mkdir(parents=True)
        for place in (self.root, self.root.parent):
            place.chmod(place.stat().st_mode | 0o011)

    def _write(self) -> None:
        (self.root / "etc/cupsd.conf").write_text(SERVER.format(socket=self.socket))
        (self.root / "etc/cups-files.conf").write_text(FILES.format(root=self.root))
        self._settings.write_text(PAPER.format(paper=self.paper, root=self.root))

    def _told(self) -> str:
        log = self.root / "error.log"
        return log.read_text(errors="replace") if log.exists() else self._session.log("cupsd")
