"""Topics that nobody thought of."""

import numpy as np

from analysis.themes.card import Card
from analysis.themes.evaluation.unseen import scores
from analysis.themes.evaluation.vectors import Seen, Vectors
from analysis.vocabulary import THEME_BY_CODE, THEME_CODES

FINE = THEME_CODES.index("fine-objection")


def test_a_theme_that_is_taken_away_leaves_no_anchor_behind(material: tuple[Seen, Vectors]) -> None:
    seen = material[1].seen_without(THEME_BY_CODE["fine-objection"])
    assert "fine-objection" not in seen.anchored.codes
    assert len(seen.anchored.codes) == len(THEME_CODES) - 1
    assert seen.features.cosines.shape[1] == material[0].features.cosines.shape[1] - 1


def test_held_out_texts_of_the_theme_are_less_sure_and_farther(material: tuple[Seen, Vectors]) -> None:
    texts = material[1].texts
    unsure, far = scores(material[1], FINE)
    is_unseen = texts.truth[texts.new] == FINE
    assert len(unsure) == len(far) == len(texts.held_out)
    assert unsure[is_unseen].mean() > unsure[~is_unseen].mean() + 0.1
    assert far[is_unseen].mean() > far[~is_unseen].mean() + 0.1


def test_each_theme_has_a_row_after_the_mean_of_those_that_can_be_measured(card: Card) -> None:
    mean, *each = card["unseen"]
    assert [row["theme"] for row in each] == list(THEME_CODES)
    known = [row["novelty"]["value"] for row in each if row["novelty"]["value"] is not None]
    assert len(known) == 4
    assert abs((mean["novelty"]["value"] or 0) - np.mean(known)) < 1e-3
