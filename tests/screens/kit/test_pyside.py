"""What PySide describes its classes with is loaded late, and then says the very same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
DESCRIBING = [f"shibokensupport.signature.{one}" for one in ("mapping", "parser", "layout")]
ASKED = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["here", "-platform", "offscreen"])
for wrong in (
    lambda: QLabel().setText(3),
    lambda: QLabel().setText("a", "b"),
    lambda: QLabel(unknown=1),
    lambda: QLabel().resize(1.5),
):
    try:
        wrong()
    except Exception as error:
        print(repr(error))
print(QLabel.__doc__)
"""


def said(code: str) -> str:
    """What a program of its own prints."""
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return told.stdout


def test_a_wrong_call_is_told_as_pyside_tells_it() -> None:
    bare = said(ASKED)
    assert "Supported signatures" in bare
    assert said(f"import ui.kit\n{ASKED}") == bare


def test_nothing_is_described_before_it_is_asked_for() -> None:
    shown = f"""
import sys
import ui.kit
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["here", "-platform", "offscreen"])
QLabel("label").show()
print([name for name in {DESCRIBING} if len(sys.modules[name].__dict__) > 12])
"""
    assert said(shown).strip() == "[]"
    assert said(shown.replace("import ui.kit", "")).strip() == str(DESCRIBING)


def test_an_import_is_python_s_own_again() -> None:
    """PySide reads the source of each module that is imported after it, unless it is asked not."""
    code = "import ui.kit, builtins; print(builtins.__import__ is builtins.__orig_import__)"
    assert said(code).strip() == "True"
