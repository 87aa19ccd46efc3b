"""Understanding a register of 50 000 rows, against calamine that only reads its cells."""

import tempfile
from pathlib import Path

from tests.bench.pairs import Ratio, paired
from tests.domain.echanges.fabrique import registre_de, write_xlsx

ROUNDS, ROWS, PEOPLE, LIMIT = 5, 50_000, 4_000, 4.0


def main() -> list[Ratio]:
    """Both sides in turn; ours contains the reading itself."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = registre_de(ROWS, public=PEOPLE)
        path = write_xlsx(Path(folder) / "registre.xlsx", {"Registre": sheet})
        return [_understand(path)]


def _understand(path: Path) -> Ratio:
    from models.echanges.comprehension.registre import comprendre

    ours, bare = paired(lambda: comprendre(path), lambda: _cells(path), rounds=ROUNDS)
    return Ratio("registre de 50 000 lignes compris", ours, bare, LIMIT)


def _cells(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))
