"""Letters in common with the anchors of a theme."""

import numpy as np
import pytest

from analysis.themes.anchors import Anchor, anchors
from analysis.themes.letters import COLUMNS, AnchorLetters
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
        ("ganaax ayaa la i saaray", "fine-objection"),
        ("መቕጻዕቲ መጺኡኒ", "fine-objection"),
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


@pytest.mark.parametrize("empty", ["", "   ", "[name]"])
def test_a_text_without_letters_has_nothing_in_common(letters: AnchorLetters, empty: str) -> None:
    assert not letters.transform([empty]).any()


@pytest.mark.parametrize("strange", ["###", "\ud800", "ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", "გამარჯობა როგორ ხარ"])
def test_letters_that_no_anchor_has_say_next_to_nothing(letters: AnchorLetters, strange: str) -> None:
    # Not nothing: groups of letters share columns.
    assert letters.transform([strange]).max() < 0.05
    assert letters.transform(["boete"]).max() > 0.2


def test_no_texts_give_no_rows(letters: AnchorLetters) -> None:
    assert letters.transform([]).shape == (0, len(THEME_CODES))
    assert letters.grams([]).shape == (0, COLUMNS)


def test_a_text_is_compared_with_one_language_at_a_time() -> None:
    found = [Anchor("a", "nl name", "boete"), Anchor("b", "nl name", "les")]
    more = [Anchor("a", "xx name", "wjfkz qpvbx"), Anchor("b", "xx name", "zzkrt wvvpl")]
    alone, beside = (AnchorLetters(some).fit().transform(["mijn boete"]) for some in (found, found + more))
    assert beside == pytest.approx(alone)


def test_a_theme_may_have_anchors_in_fewer_languages() -> None:
    found = [Anchor("a", "nl name", "boete"), Anchor("b", "nl name", "les"), Anchor("a", "en name", "fine")]
    cosines = AnchorLetters(found).fit().transform(["fine", "les"])
    assert cosines.argmax(axis=1).tolist() == [0, 1]


def test_rare_groups_of_letters_weigh_more(letters: AnchorLetters) -> None:
    found = letters.grams(["inburgering quokka"]).toarray()[0]
    common, rare = (found[letters.grams([word]).indices].mean() for word in ("inburgering", "quokka"))
    assert rare > 1.2 * common


def test_the_groups_of_letters_of_a_text_are_a_unit_row(letters: AnchorLetters) -> None:
    grams = letters.grams(["mijn uitslag", ""])
    assert grams.multiply(grams).sum(axis=1) == pytest.approx(np.array([[1], [0]]), abs=1e-5)
