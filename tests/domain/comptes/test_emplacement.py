"""Places where a base may not lie. Mount tables and Windows' drives are simulated here."""

from pathlib import Path

import pytest

from models.base.errors import Refused
from models.comptes import emplacement
from models.comptes.emplacement import check_place, mac_mounts_in

LINUX = [
    ("/", "ext4"),
    ("/srv/partage", "nfs4"),
    ("/srv/partage/local", "ext4"),
    ("/media", "vfat"),
]


def no_drive(_: str) -> int:
    return 0


def check(folder: str, *, mounts: list[tuple[str, str]] = LINUX, drive: int = 3) -> None:
    check_place(Path(folder), mounts=lambda: mounts, drive_type=lambda _: drive)


@pytest.mark.parametrize("kind", sorted(emplacement.NETWORK))
def test_network_file_systems_are_refused(kind: str) -> None:
    with pytest.raises(Refused, match="lecteur réseau"):
        check("/srv/partage/base", mounts=[("/", "ext4"), ("/srv/partage", kind)])


def test_the_deepest_mount_decides() -> None:
    with pytest.raises(Refused):
        check("/srv/partage/base")
    check("/srv/partage/local/base")
    check("/srv/partages/base")
    check("/media/cle/base")


def test_a_network_path_of_windows_is_refused() -> None:
    for folder in ("\\\\serveur\\partage\\base", "//serveur/partage/base"):
        with pytest.raises(Refused, match="PostgreSQL"):
            check(folder)


def test_a_mapped_drive_of_windows_is_refused() -> None:
    """GetDriveTypeW answers 4 for a drive that is on the network, 3 for a disk."""
    with pytest.raises(Refused, match="lecteur réseau"):
        check("Z:\\base", drive=4)
    check("C:\\base", drive=3)


def test_the_mounts_of_a_mac_are_read() -> None:
    text = (
        "/dev/disk1s1 on / (apfs, local, journaled)\n"
        "//ana@srv/partage%20commun on /Volumes/Partage commun (smbfs, nodev, nosuid)\n"
    )
    assert mac_mounts_in(text) == [("/", "apfs"), ("/Volumes/Partage commun", "smbfs")]
    with pytest.raises(Refused):
        check("/Volumes/Partage commun/base", mounts=mac_mounts_in(text))


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive/base",
        "OneDrive - Centre social/base",
        "Dropbox/base",
        "Dropbox (Équipe)/base",
        "Nextcloud/base",
        "Mon Drive/base",
        "Google Drive/base",
        "Library/Mobile Documents/com~apple~CloudDocs/base",
        "Library/CloudStorage/GoogleDrive-ana/base",
        "kDrive/base",
    ],
)
def test_synchronised_folders_are_known_by_name(tmp_path: Path, folder: str) -> None:
    with pytest.raises(Refused, match="synchronisé"):
        check_place(tmp_path / folder)


@pytest.mark.parametrize(
    "marker", [".dropbox", ".nextcloudsync.log", "._sync_1a2b.db", ".stfolder", ".owncloudsync.log"]
)
def test_synchronised_folders_are_known_by_their_marks(tmp_path: Path, marker: str) -> None:
    (tmp_path / "Documents" / "base").mkdir(parents=True)
    check_place(tmp_path / "Documents" / "base")
    (tmp_path / "Documents" / marker).touch()
    with pytest.raises(Refused, match="synchronisé"):
        check_place(tmp_path / "Documents" / "base")


def test_a_link_into_a_synchronised_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "x").mkdir(parents=True)
    (tmp_path / "donnees").symlink_to(tmp_path / "Dropbox" / "x")
    with pytest.raises(Refused):
        check_place(tmp_path / "donnees")


def test_the_settings_of_dropbox_at_home_are_no_mark(home: Path) -> None:
    (home / ".dropbox").mkdir()
    check_place(home / "base")


def test_names_that_only_look_alike_are_accepted(tmp_path: Path) -> None:
    check_place(tmp_path / "Mes dropboxes" / "base")
    check_place(tmp_path / "Onedriver" / "base")


def test_this_computers_own_table_is_read() -> None:
    assert ("/proc", "proc") in emplacement._mounts()
