"""Where a base may not lie: network drives lose transactions, synchronised folders mix copies."""

import os
import platform
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from models.base.errors import Refused

NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "webdav", "davfs",
        "davfs2", "ncpfs", "ceph", "glusterfs", "lustre", "beegfs", "ocfs2", "gfs2", "fuse.sshfs",
        "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.davfs", "fuse.davfs2", "fuse.smbnetfs",
        "fuse.curlftpfs", "fuse.glusterfs", "fuse.ceph", "fuse.google-drive-ocamlfuse",
        "fuse.onedriver", "fuse.kio-fuse", "macfuse.sshfs", "osxfuse.sshfs",
    }
)  # fmt: skip
SYNCHRONISED = (
    "onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "googledrive", "mon drive",
    "my drive", "icloud drive", "icloud~com~apple", "iclouddrive", "com~apple~clouddocs",
    "mobile documents", "cloudstorage", "kdrive", "pcloud drive", "pclouddrive", "seafile", "hubic",
    "synologydrive", "synology drive", "cozy drive", "megasync", "box sync", "syncthing",
)  # fmt: skip
MARKERS = (
    ".dropbox", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db",
    "._sync_*.db", ".stfolder", ".tmp.drivedownload", ".tmp.driveupload", ".cozy-desktop",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",
)  # fmt: skip
_REMOTE = 4  # DRIVE_REMOTE of Windows

Mounts = Iterable[tuple[str, str]]  # folder, type of file system


def check_place(
    folder: Path,
    *,
    mounts: Callable[[], Mounts] | None = None,
    drive_type: Callable[[str], int] | None = None,
) -> None:
    """`Refused` with the remedy if `folder` is on a network or synchronised."""
    if is_network(folder, mounts=mounts or _mounts, drive_type=drive_type or _drive_type):
        raise Refused(
            f"Le dossier «\u00a0{folder}\u00a0» est sur un lecteur réseau\u00a0: une base y perd "
            "des données. Choisissez un dossier de cet ordinateur\u00a0; pour partager la base "
            "entre plusieurs postes, il faut un serveur PostgreSQL."
        )
    synchronised = synchronised_by(folder)
    if synchronised:
        raise Refused(
            f"Le dossier «\u00a0{folder}\u00a0» est synchronisé ({synchronised})\u00a0: deux "
            "copies de la base s’y mélangeraient. Choisissez un dossier qui ne l’est pas\u00a0; "
            "les sauvegardes, elles, peuvent y aller."
        )


def is_network(
    folder: Path, *, mounts: Callable[[], Mounts], drive_type: Callable[[str], int]
) -> bool:
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return True
    drive = re.match(r"[A-Za-z]:", text)
    if drive:
        return drive_type(drive.group() + "\\") == _REMOTE
    return _file_system(folder, mounts()) in NETWORK


def synchronised_by(folder: Path) -> str:
    """The name or the mark that tells a synchronised folder; empty for none."""
    resolved = _resolved(folder)
    for part in {*folder.parts, *resolved.parts}:
        name = part.casefold()
        for known in SYNCHRONISED:
            if name == known or name.startswith((known + " - ", known + "-", known + " (")):
                return part
    for place in (resolved, *resolved.parents):
        names = _names_in(place)
        for marker in MARKERS:
            if _has(place, marker, names):
                return marker
    return ""


def _has(place: Path, marker: str, names: list[str]) -> bool:
    # The home folder holds the settings of Dropbox in « .dropbox », synchronised or not.
    if marker == ".dropbox" and place == _home():
        return False
    begin, star, end = marker.partition("*")
    if star:
        return any(name.startswith(begin) and name.endswith(end) for name in names)
    try:
        return (place / marker).exists()
    except OSError:
        return False


def _names_in(place: Path) -> list[str]:
    """The hidden names of a folder, as every mark is one; it may hold thousands of others."""
    try:
        return [name for name in os.listdir(place) if name.startswith(".")]  # noqa: PTH208
    except OSError:
        return []


def _home() -> Path:
    return Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises without a home


def _file_system(folder: Path, mounts: Mounts) -> str:
    """The type of the deepest mount that holds the folder."""
    resolved = _resolved(folder)
    above = {str(place) for place in (resolved, *resolved.parents)}
    best, found = -1, ""
    for place, kind in mounts:
        if (place.rstrip("/") or "/") in above and len(place) > best:
            best, found = len(place), kind
    return found.casefold()


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _mounts() -> list[tuple[str, str]]:
    if platform.system() == "Darwin":
        return _mac_mounts()
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines]
    return [(_unescaped(f[1]), f[2]) for f in fields if len(f) > 2]


def _mac_mounts() -> list[tuple[str, str]]:
    import subprocess

    try:
        shown = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return mac_mounts_in(shown.stdout)


def mac_mounts_in(text: str) -> list[tuple[str, str]]:
    """`//ana@srv/partage on /Volumes/partage (smbfs, nodev)` → `/Volumes/partage`, `smbfs`."""
    found = re.findall(r"^.+? on (.+) \(([^,)]+)", text, flags=re.MULTILINE)
    return [(place, kind) for place, kind in found]


def _unescaped(text: str) -> str:
    """Blanks are written in octal in the table of mounts."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), text)


def _drive_type(root: str) -> int:
    import ctypes

    library: Any = getattr(ctypes, "windll", None)  # on Windows only
    return int(library.kernel32.GetDriveTypeW(root)) if library else 0
