"""Each library that the program needs is tried by `--selftest`, so that none is left out frozen."""

import re
import subprocess
import sys
import tomllib

from tests.architecture.sources import ROOT

LOADED = """
import sys
from importlib.metadata import packages_distributions
from ui.selftest import selftest

failed = selftest()
known = packages_distributions()
loaded = {name for module in list(sys.modules) for name in known.get(module.split(".")[0], [])}
print("\\n".join(loaded))
sys.exit(failed)
"""


def test_every_library_of_the_program_is_tried_by_the_selftest() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = {_canonical(line) for line in done.stdout.splitlines()}
    assert {_canonical(one) for one in _declared()} - loaded == set()


def _declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0] for one in project["dependencies"]]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
