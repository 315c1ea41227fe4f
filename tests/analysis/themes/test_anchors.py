"""What each theme sounds like before any label."""

import numpy as np
import pytest

from analysis.themes.anchors import Anchor, anchor_set, anchors, codes
from analysis.vocabulary import LANGUAGES, THEME_CODES, THEMES, Theme

NEW = Theme("parking", "Parkeren", "Where to leave a car.", ("auto", "parkeren"), (), (), (), "life")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_theme_has_a_name_and_words_in_every_language(language: str) -> None:
    for form in ("name", "words"):
        themes = {anchor.theme for anchor in anchors() if anchor.kind == f"{language} {form}"}
        # No Dutch word of the trade stands for what is about something else.
        assert themes | {"other"} == set(THEME_CODES), form


def test_the_codes_are_those_of_the_taxonomy_in_its_order() -> None:
    assert codes(anchors()) == THEME_CODES


def test_no_anchor_stands_for_two_themes() -> None:
    texts = [anchor.text for anchor in anchors()]
    assert len(set(texts)) == len(texts)
    assert all(text.strip() for text in texts)


def test_a_new_theme_has_the_anchors_of_its_own_definition() -> None:
    found = [anchor for anchor in anchors([*THEMES, NEW]) if anchor.theme == "parking"]
    assert [(anchor.kind, anchor.text) for anchor in found] == [
        ("nl name", "Parkeren"),
        ("nl words", "auto, parkeren"),
        ("en definition", "Where to leave a car."),
    ]


def test_a_theme_is_one_direction_whatever_its_number_of_anchors() -> None:
    rng = np.random.default_rng(1)
    found = [
        Anchor("a", "x", ""),
        Anchor("b", "x", ""),
        Anchor("a", "y", ""),
        Anchor("b", "y", ""),
        Anchor("c", "x", ""),
    ]
    built = anchor_set(found, rng.normal(size=(5, 8)).astype(np.float32))
    assert built.codes == ("a", "b", "c")
    assert np.linalg.norm(built.centroids, axis=1) == pytest.approx(1)


def test_what_all_anchors_of_a_kind_share_has_no_influence() -> None:
    rng = np.random.default_rng(2)
    found = [Anchor(theme, kind, "") for kind in ("nl name", "ar name") for theme in "abc"]
    vectors = rng.normal(size=(6, 8)).astype(np.float32)
    shifted = vectors.copy()
    shifted[3:] += 10
    assert anchor_set(found, shifted).centroids == pytest.approx(
        anchor_set(found, vectors).centroids, abs=1e-5
    )
    assert anchor_set(found, vectors).mean == pytest.approx(vectors.mean(axis=0))
