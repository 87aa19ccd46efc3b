"""This computer's settings: what is damaged falls back to its default, and nothing else does."""

import json
from pathlib import Path

import pytest

from models.base.settings import Settings, load, save


def test_a_number_is_kept_as_a_text_is(tmp_path: Path) -> None:
    file = tmp_path / "reglages.json"
    save(Settings(theme="sombre", verrouillage=0), file)
    assert load(file) == load(file)
    assert (load(file).theme, load(file).verrouillage) == ("sombre", 0)


@pytest.mark.parametrize("value", ["10", -1, True, None, [2]])
def test_what_is_no_delay_is_the_usual_one(tmp_path: Path, value: object) -> None:
    file = tmp_path / "reglages.json"
    file.write_text(json.dumps({"poste_id": "p", "theme": "sombre", "verrouillage": value}))
    assert (load(file).verrouillage, load(file).theme, load(file).poste_id) == (10, "sombre", "p")


def test_half_a_minute_is_a_delay_too(tmp_path: Path) -> None:
    file = tmp_path / "reglages.json"
    file.write_text(json.dumps({"poste_id": "p", "verrouillage": 0.5}))
    assert load(file).verrouillage == 0.5
