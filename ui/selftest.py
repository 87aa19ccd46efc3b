"""Tries each native part and each shipped file; works frozen, without base or screen."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

KEY = bytes(range(32))
SAMPLE = "Œuvre – Łukasz Şahin Đặng ☐ ≥ 1 234,50 €"


def selftest() -> int:
    """Print one line a part, then « N passed, N failed »; 0 when nothing failed."""
    failed = 0
    for name, part in PARTS:
        try:
            print(f"ok    {name} : {part()}")
        except Exception as error:  # the point is to name the part that does not work
            failed += 1
            print(f"ÉCHEC {name} : {type(error).__name__}: {error}")
    print(f"{len(PARTS) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _cipher() -> str:
    from models.base import database

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Données Zoé.db"
        opened = database.create_cipher(path, KEY)
        version = opened.engine.execute_sql("PRAGMA cipher_version").fetchone()[0]
        database.close()
        database.open_cipher(path, KEY)
        database.close()
        if b"SQLite format" in path.read_bytes()[:32]:
            raise AssertionError("the file is readable without its key")
    return f"SQLCipher {version}"


def _keys() -> str:
    from models.base import crypto

    pair = crypto.KeyPair.new()
    sealed = crypto.seal(pair.public, SAMPLE.encode(), context="essai")
    if crypto.unseal(pair, sealed, context="essai").decode() != SAMPLE:
        raise AssertionError("a sealed box does not open")
    crypto.Kdf(memoire=19456, passes=2).derive("essai", b"0" * 16)
    return "Argon2id, X25519, AES-256-GCM"


def _server_driver() -> str:
    import psycopg

    return f"psycopg {psycopg.__version__}, libpq {psycopg.pq.version()}"


def _keyring() -> str:
    from models.base.keychain import backend_name

    return backend_name()


def _paper() -> str:
    import pypdfium2

    from models.prescriptions.contenu import FicheContenu, Identite, PersonneContenu
    from reports.fiche_prescription import fiche_prescription

    contenu = FicheContenu(Identite(personne=PersonneContenu(nom=SAMPLE)))
    document = pypdfium2.PdfDocument(fiche_prescription(contenu))
    try:
        if "Łukasz" not in document[0].get_textpage().get_text_range():
            raise AssertionError("the page does not read back")
        return f"{len(document)} pages, relues"
    finally:
        document.close()


def _shaping() -> str:
    from reports.fonts import regular
    from reports.text import missing_glyphs, shaped

    missing = missing_glyphs("العربية")
    if missing:
        raise AssertionError(f"no glyph for {missing}")
    if shaped("بب", regular()).width == 2 * shaped("ب", regular()).width:
        raise AssertionError("letters are not joined")
    return "العربية, lettres liées"


def _spreadsheet() -> str:
    import datetime as dt

    from models.echanges.ecriture import Colonne, Entete
    from models.echanges.ecriture.classeur import write_xlsx
    from models.echanges.lecture import lire

    le = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    entete = Entete("Essai", "", "", 1, "", le, (Colonne("Nom", 12),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Données Zoé.xlsx"
        write_xlsx(path, entete, [(SAMPLE,)])
        if [SAMPLE] not in lire(path).feuilles[0].lignes:
            raise AssertionError("the workbook does not read back")
    return "XlsxWriter, calamine, relu"


def _texts() -> str:
    import charset_normalizer

    from models.nomenclatures.service import checked_siret
    from models.personnes.ressemblance import similarite

    if charset_normalizer.from_bytes(SAMPLE.encode("utf-16")).best() is None:
        raise AssertionError("no encoding is found")
    if not similarite()("dialo", "diallo") > 0.9:
        raise AssertionError("near names are not near")
    checked_siret("732 829 320 00074")
    return "charset-normalizer, rapidfuzz, stdnum"


def _places() -> str:
    from models.base.paths import data_folder

    if not data_folder().is_absolute():
        raise AssertionError("nowhere to put the base")
    return "platformdirs"


def _files() -> str:
    import resources

    lists = resources.read_tomls("nomenclatures")
    icons = resources.names("icons", ".svg")
    if not lists or not icons or not resources.read_bytes("communes.csv.gz"):
        raise AssertionError("a shipped file is missing")
    return f"{len(lists)} listes, {len(icons)} icônes, communes"


def _migrations() -> str:
    from models.base.migration import FOLDER

    steps = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
    if not steps:
        raise AssertionError("no migration is shipped")
    return steps[-1]


def _window() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QLibraryInfo, QTranslator, qVersion
    from PySide6.QtGui import QImageReader
    from PySide6.QtPrintSupport import QPrinterInfo
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(sys.argv[:1])
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_fr", folder):
        raise AssertionError("Qt's French catalogue is missing")
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if not {"png", "jpg", "svg"} <= formats:
        raise AssertionError(f"missing image formats: {formats}")
    QPrinterInfo.availablePrinterNames()
    QSvgRenderer()
    return f"Qt {qVersion()}, français, png, jpg, svg, impression"


PARTS: list[tuple[str, Callable[[], str]]] = [
    ("base chiffrée", _cipher),
    ("clés", _keys),
    ("serveur", _server_driver),
    ("trousseau", _keyring),
    ("papier", _paper),
    ("écritures", _shaping),
    ("tableurs", _spreadsheet),
    ("textes", _texts),
    ("emplacements", _places),
    ("fichiers livrés", _files),
    ("migrations", _migrations),
    ("fenêtre", _window),
]
