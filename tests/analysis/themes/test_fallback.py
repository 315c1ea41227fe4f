"""Themes without the sentence encoder."""

import numpy as np
import pytest

from analysis.themes.anchors import anchors
from analysis.themes.calibration import NEVER
from analysis.themes.fallback import LetterScorer
from analysis.themes.letters import AnchorLetters


@pytest.fixture(scope="module")
def letters() -> AnchorLetters:
    return AnchorLetters(anchors()).fit()


def test_a_text_full_of_a_themes_own_words_counts_and_a_vague_one_does_not(letters: AnchorLetters) -> None:
    texts = [
        "boete en bezwaar",
        "uitslag en herkansing",
        "wachtlijst, nog geen uitnodiging",
        "mooi weer",
    ] * 20
    themes = ["fine-objection", "exam-results", "start-waiting", "other"] * 20
    scorer = LetterScorer(letters.codes_).fit(letters.transform(texts), themes)
    clear, vague = scorer.predict_proba(letters.transform(["bezwaar tegen de boete", "nou ja zeg"]))
    assert scorer.classes_[clear.argmax()] == "fine-objection"
    assert clear.max() >= scorer.threshold_ > vague.max()


def test_without_labels_it_ranks_themes_but_always_abstains(letters: AnchorLetters) -> None:
    scorer = LetterScorer(letters.codes_).fit(letters.transform([]), [])
    (found,) = scorer.predict_proba(letters.transform(["paspoort en naturalisatie"]))
    assert scorer.classes_[found.argmax()] == "residence-nationality"
    assert scorer.threshold_ == NEVER
    assert found.sum() == pytest.approx(1)


def test_labels_that_letters_cannot_explain_make_it_flat_and_silent(letters: AnchorLetters) -> None:
    rng = np.random.default_rng(1)
    themes = [letters.codes_[n] for n in rng.integers(0, len(letters.codes_), 200)]
    scorer = LetterScorer(letters.codes_).fit(letters.transform(["uitslag"] * 200), themes)
    assert scorer.predict_proba(letters.transform(["uitslag"])).max() < scorer.threshold_
