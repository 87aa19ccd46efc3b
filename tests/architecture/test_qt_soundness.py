"""The Qt in use does not eat the references of None, True and False.

One release of the bindings did on two versions of Python, and ended the process after a few
hundred emissions; whoever lifts the pin must meet this test.
"""

import subprocess
import sys

CALLS = 10_000
PROGRAM = f"""
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

class Sender(QObject):
    told = Signal(object)
    flagged = Signal(bool)

def references():
    return [sys.getrefcount(one) for one in (None, True, False)]

application = QApplication([])
sender, field = Sender(), QLineEdit()
received = []
sender.told.connect(lambda value: received.append(value) or received.clear())
sender.flagged.connect(lambda value: received.append(value) or received.clear())

def round_trip():
    for value in (None, True, False):
        sender.told.emit(value)
        sender.flagged.emit(bool(value))
    field.setText("essai")
    field.setEnabled(True)
    field.setVisible(False)
    field.isEnabled()
    field.parent()

for _ in range(200):
    round_trip()
before = references()
for _ in range({CALLS}):
    round_trip()
print(max(abs(after - first) for first, after in zip(before, references())))
"""


def test_ten_thousand_rounds_leave_the_singletons_alone() -> None:
    # In a process of its own: unsound bindings abort the interpreter.
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) < CALLS / 100
