"""Theme by theme."""

import numpy as np
import pytest

from analysis.themes.card import Card
from analysis.themes.evaluation.texts import Texts
from analysis.themes.evaluation.themes import confusion, rows
from analysis.themes.metrics import Outcome
from analysis.vocabulary import THEME_CODES


@pytest.fixture
def half_wrong(texts: Texts) -> Outcome:
    """All right, but every second text of "course" is taken for "other"."""
    best = texts.truth.copy()
    best[np.flatnonzero(best == THEME_CODES.index("course"))[::2]] = THEME_CODES.index("other")
    return Outcome(np.eye(len(THEME_CODES))[best], np.ones(len(best), dtype=bool))


def test_a_theme_that_loses_half_its_texts_has_half_recall_and_half_the_count(
    texts: Texts, half_wrong: Outcome
) -> None:
    row = next(row for row in rows(half_wrong, texts) if row["theme"] == "course")
    assert row["precision"]["value"] == 1
    assert row["recall"]["value"] == row["counted"]["value"] == 0.5
    assert row["f1"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert (row["confused_with"], row["confused"], row["texts"]) == ("other", 15, 30)


def test_a_theme_without_a_text_has_no_figures(texts: Texts, half_wrong: Outcome) -> None:
    row = next(row for row in rows(half_wrong, texts) if row["theme"] == "exemption")
    assert row["texts"] == row["confused"] == 0
    assert row["recall"]["value"] is row["counted"]["value"] is row["f1_held_out"]["value"] is None


def test_the_confusion_has_true_themes_in_rows_and_every_text_once(texts: Texts, half_wrong: Outcome) -> None:
    found = confusion(half_wrong, texts)
    course, other = THEME_CODES.index("course"), THEME_CODES.index("other")
    assert found["folds"][course][other] == 12
    assert found["folds"][other][course] == 0
    assert np.sum(found["folds"]) == 96
    assert np.sum(found["held_out"]) == 24


def test_the_themes_of_a_card_are_those_of_the_taxonomy(card: Card) -> None:
    assert [row["theme"] for row in card["themes"]] == list(THEME_CODES) == card["confusion"]["codes"]
