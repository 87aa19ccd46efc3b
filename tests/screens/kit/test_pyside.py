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


def test_its_enumerations_are_those_that_python_would_make() -> None:
    code = """
import enum
from ui.kit import enumerations
from PySide6 import QtCore, QtGui, QtWidgets

assert enum.EnumType._create_ is enumerations._create
known = set()
for module in (QtCore, QtGui, QtWidgets):
    classes = [one for name in dir(module) if isinstance(one := getattr(module, name), type)]
    for holder in [module, *classes]:
        known |= {one for one in vars(holder).values() if isinstance(one, enum.EnumType)}
added = ("__or__", "__ror__", "__module__", "__qualname__", "__signature__")  # by PySide
for made in known:
    base, names = made.__base__, [(n, m.value) for n, m in made.__members__.items()]
    plain = enumerations._general(base, made.__name__, names, module="x", boundary=enum.KEEP)
    theirs, ours = enumerations.inside(plain), enumerations.inside(made)
    unlike = [key for key in theirs if key not in added and theirs[key] != ours.get(key)]
    if unlike or list(map(repr, plain)) != list(map(repr, made)):
        print(made, unlike)
print(len(known))
flag = QtCore.Qt.AlignmentFlag
print(flag.AlignLeft | flag.AlignTop, ~flag.AlignLeft & flag.AlignHCenter, flag(0x21), end=" ")
print((QtCore.Qt.KeyboardModifier.ControlModifier | QtCore.Qt.Key.Key_A).toCombined())
"""
    bare = "from PySide6 import QtCore\n" + code[code.index("flag =") :]
    *others, count, shown = said(code).splitlines()
    assert others == []
    assert int(count) > 500
    assert shown == said(bare).strip()


def test_an_enumeration_that_asks_for_care_is_python_s_own() -> None:
    code = """
import enum
from ui.kit import enumerations
made = [
    enum.Enum("A", "one two"),
    enum.Enum("B", {"x": 1}),
    enum.IntFlag("C", [("x", -1), ("y", 2)]),
    enum.Enum("D", [("name", 1), ("value", 2)]),
    enum.Enum("E", [("x", (1, 2))]),
    enum.Enum("F", [("x", True), ("y", 1)]),
]
print([dict(one.__members__) for one in made], {one.__module__ for one in made})
for boundary in (enum.KEEP, enum.STRICT, None):
    try:
        print(enum.Flag("G", [("x", 1)], boundary=boundary, qualname="Z.G")(9))
    except ValueError as error:
        print(repr(error))
"""
    bare = code.replace("from ui.kit import enumerations\n", "")
    assert said(code) == said(bare)
