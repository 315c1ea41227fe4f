"""What any classifier of themes must beat."""

import numpy as np
import pytest

from analysis.themes.baselines import keywords, majority
from analysis.vocabulary import THEME_CODES, THEMES


def test_the_commonest_theme_is_said_of_every_text() -> None:
    found = majority(np.array([2, 2, 2, 0]), themes=3, texts=2)
    assert found.probabilities.tolist() == [[0.25, 0, 0.75]] * 2
    assert found.is_kept.all()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("ik heb een BOETE", "fine-objection"),
        ("mijn brede intake was kort", "plan-route"),
        ("uitslag uitslag boete", "exam-results"),
    ],
)
def test_the_theme_with_most_of_its_keywords_in_the_text_is_chosen(text: str, theme: str) -> None:
    found = keywords([text], THEMES)
    assert THEME_CODES[found.probabilities[0].argmax()] == theme
    assert found.is_kept.all()


@pytest.mark.parametrize("text", ["", "individueel", "boetedoening is iets anders", "مرحبا"])
def test_a_text_without_a_keyword_is_abstained_from(text: str) -> None:
    found = keywords([text], THEMES)
    assert not found.is_kept.any()
    assert not found.probabilities.any()
