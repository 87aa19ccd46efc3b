"""Workbooks: .xlsx, .xls, .ods. calamine reads them; what could hurt it is refused before."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.base.errors import Refused
from models.echanges.lecture.archive import check_archive
from models.echanges.lecture.cellules import Cellule, Feuille

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = (b"<html", b"<!doc", b"<?xml", b"<table")


def read_book(path: Path, head: bytes, *, gently: bool = False) -> list[Feuille]:
    """Each sheet from its first cell A1, so that row numbers are those that the user sees."""
    if head.startswith(_OLE):
        _check_compound(path)
    elif head.startswith(_ZIP):
        check_archive(path)
    else:
        raise Refused(_not_a_book(path, head))
    return _sheets(path, gently=gently)


def _sheets(path: Path, *, gently: bool) -> list[Feuille]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            return [
                _sheet(
                    book,
                    meta.name,
                    hidden=meta.visible is not SheetVisibleEnum.Visible,
                    gently=gently,
                )
                for meta in book.sheets_metadata
                if meta.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
            ]
    except PasswordError:
        raise Refused(_protected(path)) from None
    except (CalamineError, OSError, ValueError):
        raise Refused(_damaged(path)) from None


def _sheet(book: "CalamineWorkbook", name: str, *, hidden: bool, gently: bool) -> Feuille:
    """One damaged sheet must not hide the others: it is kept with its refusal."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        rows = _row_by_row(sheet) if gently else sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        return Feuille(name, [], hidden, "feuille illisible : le classeur est sans doute abîmé")
    return Feuille(name, rows, hidden)


def _row_by_row(sheet: "CalamineSheet") -> list[list[Cellule]]:
    """The same rows, other threads having their turn between them."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    blank: list[Cellule] = [""] * left
    rows: list[list[Cellule]] = [blank + row for row in sheet.iter_rows()]
    above: list[list[Cellule]] = [[""] * len(rows[0]) for _ in range(top if rows else 0)]
    return above + rows


def _check_compound(path: Path) -> None:
    """An old .xls, or the envelope that Excel puts around a workbook with a password."""
    if _ENCRYPTED in path.read_bytes():
        raise Refused(_protected(path))


def _protected(path: Path) -> str:
    return (
        f"« {path.name} » est protégé par un mot de passe. Ouvrez-le dans le tableur, "
        "enregistrez-en une copie sans mot de passe, puis importez la copie."
    )


def _damaged(path: Path) -> str:
    return (
        f"« {path.name} » est abîmé et ne peut pas être lu. Ouvrez-le dans le tableur, "
        "enregistrez-le de nouveau au format .xlsx, puis réessayez."
    )


def _not_a_book(path: Path, head: bytes) -> str:
    """A picture or a page that only bears the name of a workbook."""
    if head.lstrip().lower().startswith(_RICH_TEXT):
        found = "est une page enregistrée sous un nom de classeur"
    else:
        found = "porte un nom de classeur mais n’en est pas un"
    return (
        f"« {path.name} » {found}. Ouvrez-le dans le tableur, enregistrez-le au format .xlsx, "
        "puis réessayez."
    )
