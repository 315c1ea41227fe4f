"""The command `python -m analysis evaluate`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.__main__ import main
from analysis.themes import card
from analysis.themes.encoder import EncoderUnavailable
from analysis.themes.evaluation import model_card, whole


def run(folder: Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", "--cache", str(folder), "--card", str(folder)])


def test_it_prints_the_tables_and_writes_the_card_and_its_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = card.read()
    monkeypatch.setattr(whole, "evaluated", lambda _folder, progress: progress("judging") or found)
    result = run(tmp_path)
    assert result.exit_code == 0
    assert result.stdout.startswith("All texts are SYNTHETIC")
    assert "Known failures" in result.stdout
    assert "Personal data masked" in result.stdout
    assert result.stderr.startswith("judging\n")
    assert card.read(tmp_path / "card.json") == found
    assert (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8") == model_card.as_markdown(found)


def test_without_the_encoder_it_prints_what_needs_none_writes_nothing_and_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_folder: Path, _progress: Any) -> None:
        raise EncoderUnavailable("not installed")

    opening: Any = {name: card.read()[name] for name in card.Opening.__annotations__}  # type: ignore[literal-required]
    monkeypatch.setattr(whole, "evaluated", fail)
    monkeypatch.setattr(whole, "without_vectors", lambda _progress: opening)
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "Methods on held-out texts" in result.stdout
    assert "not installed" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_card_of_the_code_is_written_when_no_folder_is_given() -> None:
    (option,) = [option for option in main.commands["evaluate"].params if option.name == "folder"]
    assert option.default == card.FILE.parent == card.PAGE.parent
    assert json.loads(card.FILE.read_text(encoding="utf-8")).keys() == card.Card.__annotations__.keys()
