"""The model card: its data, and whether it still is that of the present texts."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.themes import card
from analysis.themes.evaluation import digest as digests
from analysis.themes.evaluation import model_card, printed
from analysis.themes.training import HELD_OUT, load
from analysis.vocabulary import THEME_CODES

AGAIN = "run `python -m analysis evaluate`"


@pytest.fixture(scope="module")
def shipped() -> card.Card:
    return card.read()


def test_the_card_is_that_of_the_present_texts_anchors_recipe_and_encoder(shipped: card.Card) -> None:
    assert shipped["model"]["digest"] == digests.digest(), f"card.json is stale: {AGAIN}"


def test_the_page_is_the_rendering_of_the_card(shipped: card.Card) -> None:
    page = card.PAGE.read_text(encoding="utf-8")
    assert page == model_card.as_markdown(shipped), f"MODEL_CARD.md is not that of card.json: {AGAIN}"


def test_the_digest_changes_with_a_held_out_text(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests.digest.__wrapped__()
    monkeypatch.setattr(digests, "load", lambda folder=None: load(folder)[1:] if folder else load())
    assert digests.digest.__wrapped__() != before


@pytest.mark.parametrize("name", ["RECIPE", "SentenceEncoder"])
def test_the_digest_changes_with_recipe_and_encoder(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = digests.digest.__wrapped__()
    other = type("Other", (), {"file_hash": "another"}) if name == "SentenceEncoder" else -1
    monkeypatch.setattr(digests, name, other)
    assert digests.digest.__wrapped__() != before


def test_a_card_is_read_as_it_was_written(shipped: card.Card, tmp_path: Path) -> None:
    card.write(shipped, tmp_path / "card.json")
    assert card.read(tmp_path / "card.json") == shipped
    assert max(map(len, (tmp_path / "card.json").read_text().splitlines())) < 3000


def test_reading_the_card_loads_no_numpy() -> None:
    code = "import sys; from analysis.themes import card; card.read(); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_confusion_counts_every_shipped_text(shipped: card.Card) -> None:
    confusion = shipped["confusion"]
    assert confusion["codes"] == list(THEME_CODES)
    assert sum(map(sum, confusion["folds"])) == shipped["training"]["texts"]
    assert sum(map(sum, confusion["held_out"])) == len(load(HELD_OUT)) == shipped["held_out"]["texts"]


def test_the_page_says_what_it_is_for_what_not_and_what_nobody_checked(shipped: card.Card) -> None:
    page = model_card.as_markdown(shipped)
    for heading in (
        "What it is for",
        "What it must not be used for",
        "Known failures",
        "What was not checked",
    ):
        assert f"\n## {heading}\n" in page
    assert shipped["model"]["encoder"]["sha256"] in page
    assert shipped["model"]["digest"] in page
    assert "SYNTHETIC" in page


def test_every_table_row_of_the_page_has_the_cells_of_its_head(shipped: card.Card) -> None:
    widths = 0
    for line in model_card.as_markdown(shipped).splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert not (widths and cells) or cells == widths
        widths = cells


def test_the_shipped_card_fits_a_terminal(shipped: card.Card) -> None:
    assert max(map(len, printed.of_card(shipped).splitlines())) < 110
