"""Letters in common with the anchors of a theme, alone and beside the sentence vector."""

import numpy as np
import pytest

from analysis.themes.anchors import anchors
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.features import TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.vocabulary import THEME_CODES


@pytest.fixture(scope="module")
def letters() -> AnchorLetters:
    return AnchorLetters(anchors()).fit()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("hoe zit het met de leerbaarheidstoets", "plan-route"),
        ("NATURALISATIE", "residence-nationality"),
        ("min leerbaarheidstoets fadlan", "plan-route"),
        ("چطور تابعیت بگیرم", "residence-nationality"),
        ("para cezası geldi, itiraz etmek istiyorum", "fine-objection"),
    ],
)
def test_words_of_the_trade_point_to_their_theme_in_any_language(
    letters: AnchorLetters, text: str, theme: str
) -> None:
    assert letters.codes_[letters.transform([text])[0].argmax()] == theme


def test_columns_are_the_themes_of_the_taxonomy_and_values_are_cosines(letters: AnchorLetters) -> None:
    cosines = letters.transform(["boete", "iets heel anders"])
    assert letters.codes_ == THEME_CODES
    assert cosines.shape == (2, len(THEME_CODES))
    assert cosines.dtype == np.float32
    assert (cosines >= 0).all()
    assert (cosines <= 1).all()


@pytest.mark.parametrize("strange", ["", "   ", "###", "\ud800", "ⴰⵣⵓⵍ"])
def test_a_text_without_known_letters_has_nothing_in_common(letters: AnchorLetters, strange: str) -> None:
    assert not letters.transform([strange]).any()


def test_no_texts_give_no_rows(letters: AnchorLetters) -> None:
    assert letters.transform([]).shape == (0, len(THEME_CODES))


def test_features_are_the_sentence_vector_and_then_the_letters(
    encoder: SentenceEncoder, letters: AnchorLetters
) -> None:
    features = TextFeatures(encoder, letters).fit()
    found = features.transform(["mijn uitslag"])
    assert found[:, :384] == pytest.approx(encoder.transform(["mijn uitslag"]))
    assert found[:, 384:] == pytest.approx(letters.transform(["mijn uitslag"]))
    assert features.joined(["mijn uitslag"], found[:, :384]).tolist() == found.tolist()
