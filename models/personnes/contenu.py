"""What a file really is, told by its content: its name may say anything."""

import enum
import io
import zipfile
from pathlib import Path
from typing import NamedTuple

from models.base.errors import Invalid, Unavailable

MAX_OCTETS = 20_000_000
_SCRIPTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = {
    "application/vnd.oasis.opendocument.text": ("odt", "texte OpenDocument"),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods", "classeur OpenDocument"),
}


class Vue(enum.Enum):
    """How it is shown: in the program, or by another."""

    PDF = "pdf"
    IMAGE = "image"
    TEXTE = "texte"
    AILLEURS = "ailleurs"


class Genre(NamedTuple):
    """A kind of file: its usual suffixes, the first being ours; how it is called and shown."""

    suffixes: tuple[str, ...]
    nom: str
    vue: Vue


_PDF = Genre(("pdf",), "PDF", Vue.PDF)
_JPEG = Genre(("jpg", "jpeg", "jpe", "jfif"), "image JPEG", Vue.IMAGE)
_PNG = Genre(("png",), "image PNG", Vue.IMAGE)
_GIF = Genre(("gif",), "image GIF", Vue.IMAGE)
_WEBP = Genre(("webp",), "image WebP", Vue.IMAGE)
_BMP = Genre(("bmp",), "image BMP", Vue.IMAGE)
_TIFF = Genre(("tif", "tiff"), "image TIFF", Vue.AILLEURS)
_HEIC = Genre(("heic", "heif", "avif"), "photo de téléphone (HEIC)", Vue.AILLEURS)
_TEXTE = Genre(("txt", "text", "csv", "md", "log"), "texte", Vue.TEXTE)
_RTF = Genre(("rtf",), "texte RTF", Vue.AILLEURS)
_WORD = Genre(("docx",), "document Word", Vue.AILLEURS)
_EXCEL = Genre(("xlsx",), "classeur Excel", Vue.AILLEURS)
_OLD = Genre(("doc", "xls", "ppt"), "ancien document Office", Vue.AILLEURS)
_MAGIC: tuple[tuple[bytes, Genre], ...] = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"GIF8", _GIF),
    (b"BM", _BMP),
    (b"II*\x00", _TIFF),
    (b"MM\x00*", _TIFF),
    (b"{\\rtf", _RTF),
    (_OLE, _OLD),
)


def read_file(path: Path) -> bytes:
    """The bytes of a file to be added; one that is too large is refused before it is read."""
    try:
        if path.is_dir():
            raise Invalid("fichier", "Fichier\u00a0: c’est un dossier. Choisissez un fichier.")
        size = path.stat().st_size
        if size > MAX_OCTETS:
            raise _too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(
            f"Le fichier «\u00a0{path.name}\u00a0» ne peut pas être lu. Vérifiez qu’il est encore "
            "là et que vous avez le droit de le lire, puis réessayez."
        ) from error


def genre_of(data: bytes) -> Genre:
    """The kind of a file; `Invalid` when it is none of those that a person's file may hold."""
    if not data:
        raise Invalid("fichier", "Fichier\u00a0: il est vide. Choisissez-en un autre.")
    if len(data) > MAX_OCTETS:
        raise _too_large(len(data))
    found = _found(data)
    if found is None:
        raise Invalid(
            "fichier",
            "Fichier\u00a0: ce n’est ni un PDF, ni une image, ni un texte que le dossier peut "
            "garder. Numérisez-le en PDF ou en image.",
        )
    return found


def true_name(name: str, genre: Genre) -> str:
    """The name of a file, its suffix corrected when it is not that of its content."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() in genre.suffixes:
        return name
    known = dot and len(suffix) <= 5 and suffix.isalnum() and not suffix.isdecimal()
    return f"{stem if known else name}.{genre.suffixes[0]}"


def _too_large(size: int) -> Invalid:
    return Invalid(
        "fichier",
        f"Fichier\u00a0: il pèse {size / 1e6:.0f}\u00a0Mo, la limite est de "
        f"{MAX_OCTETS // 1_000_000}\u00a0Mo. Numérisez-le en moins grand, ou en noir et blanc.",
    )


def _found(data: bytes) -> Genre | None:
    if data.startswith(_SCRIPTS):
        return None
    if b"%PDF-" in data[:1024]:
        return _PDF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"heif", b"avif"):
        return _HEIC
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    by_magic = next((genre for magic, genre in _MAGIC if data.startswith(magic)), None)
    return by_magic or (_TEXTE if _is_text(data) else None)


def _of_archive(data: bytes) -> Genre | None:
    """An office document without macros; any other archive may hold anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "word/document.xml" in names:
                return _WORD
            if "xl/workbook.xml" in names:
                return _EXCEL
            small = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            mime = archive.read("mimetype").decode("ascii", "replace") if small else ""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return None
    if mime not in _BOOKS or any(name.startswith("Basic/") for name in names):
        return None
    suffix, nom = _BOOKS[mime]
    return Genre((suffix,), nom, Vue.AILLEURS)


def _is_text(data: bytes) -> bool:
    """Plain words: no control sign, and no page that a browser would run."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<", b"@echo", b"powershell")):
        return False
    return not any(byte < 9 or 13 < byte < 32 for byte in data[:65536])
