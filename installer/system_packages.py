"""Installs, or names in one line, the Debian packages that this program or its tests need.

Standard library only: it runs before anything else is installed.
"""

import os
import shlex
import shutil
import subprocess
import sys

# Qt's own needs, then the helpers without which its xcb plugin refuses to load.
WINDOW = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libfreetype6",
    "libdbus-1-3",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-util1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
# What the tests run for real: a screen, a keyring, assistive technology, a printer, PDF readers,
# and what cuts a program's writes where a power cut would.
TESTS = (
    "python3-venv",
    "xvfb",
    "openbox",
    "xdotool",
    "x11-utils",
    "x11-xkb-utils",
    "dbus",
    "at-spi2-core",
    "python3-pyatspi",
    "gnome-keyring",
    "cups",
    "cups-client",
    "printer-driver-cups-pdf",
    "poppler-utils",
    "strace",
    "fonts-dejavu-core",
)
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=600")


def wanted(purpose: str) -> tuple[str, ...]:
    """The packages for `run` or `test`."""
    # Debian keeps ensurepip in a package of its own; another Python brings it along.
    venv = ("python3-venv",) if sys.base_prefix == "/usr" else ()
    return (*venv, *WINDOW) if purpose == "run" else (*venv, *WINDOW, *TESTS)


def present() -> set[str]:
    """Installed packages and the names they provide (Debian 13 renamed some with t64)."""
    fields = "${db:Status-Status}\t${Package}\t${Provides}\n"
    listing = subprocess.run(
        ["dpkg-query", "--show", f"--showformat={fields}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found: set[str] = set()
    for line in listing.splitlines():
        status, package, provided = line.split("\t")
        if status == "installed":
            found.add(package)
            found.update(name.split()[0] for name in provided.split(",") if name.strip())
    return found


def install(packages: list[str]) -> bool:
    """Install without a question; refresh apt's lists first, and go on if only that fails."""
    quiet = {
        **os.environ,
        "DEBIAN_FRONTEND": "noninteractive",
        "NEEDRESTART_MODE": "a",
        "APT_LISTCHANGES_FRONTEND": "none",
    }
    command = [*APT, "install", "-y", "-q", "--no-install-recommends", *packages]
    for step in ([*APT, "update", "-q"], command):
        outcome = subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL, check=False)
    return outcome.returncode == 0


def by_hand(packages: list[str]) -> str:
    """The line to copy when we are not root."""
    names = shlex.join(packages)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def main(purpose: str) -> int:
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        print(
            "Ce système n’utilise pas apt : les bibliothèques de Qt (xcb, EGL, fontconfig, D-Bus)"
            " doivent déjà s’y trouver.",
            file=sys.stderr,
        )
        return 0 if purpose == "run" else 1
    known = present()
    missing = [name for name in dict.fromkeys(wanted(purpose)) if name not in known]
    if not missing:
        return 0
    if os.geteuid() == 0 and install(missing):
        return 0
    reason = "n’ont pas pu être installés" if os.geteuid() == 0 else "manquent"
    print(f"Des paquets du système {reason}. Exécuter cette ligne :", file=sys.stderr)
    print(by_hand(missing), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
