"""What more labels bring."""

from collections import Counter

import pytest

from analysis.themes.card import Card, Figure, Step
from analysis.themes.evaluation.curve import DRAWS, SIZES, drawn_rows, steps
from analysis.themes.evaluation.further import plateau
from analysis.themes.evaluation.texts import Rows, Texts, empty
from analysis.themes.metrics import Outcome

NOWHERE: Figure = {"value": None, "low": None, "high": None}


def test_so_many_training_texts_of_each_theme_are_drawn(texts: Texts) -> None:
    rows = drawn_rows(texts, 5, seed=0)
    assert set(Counter(texts.truth[rows].tolist()).values()) == {5}
    assert rows.max() < len(texts.training)
    assert len(set(rows.tolist())) == 20


def test_a_larger_draw_holds_the_smaller_and_another_seed_draws_others(texts: Texts) -> None:
    assert set(drawn_rows(texts, 3, seed=1)) < set(drawn_rows(texts, 6, seed=1))
    assert set(drawn_rows(texts, 3, seed=1)) != set(drawn_rows(texts, 3, seed=2))


def test_labels_are_drawn_several_times_and_only_held_out_texts_are_judged(texts: Texts) -> None:
    learnt: list[int] = []

    def judge(known: Rows, new: Rows) -> Outcome:
        learnt.append(len(known))
        assert new.tolist() == texts.new.tolist()
        return empty(len(new))

    found = steps(judge, texts, (0, 2, None))
    assert learnt == [0] + [8] * DRAWS + [96]
    assert [(step["labels"], step["draws"]) for step in found] == [(0, 1), (2, DRAWS), (None, 1)]


def test_on_easy_texts_labels_help_until_they_no_longer_do(card: Card) -> None:
    assert [step["labels"] for step in card["curve"]] == list(SIZES)
    none, *_, every = card["curve"]
    assert (every["accuracy"]["value"] or 0) > 0.9
    assert none["still_to_gain"]["value"] == pytest.approx(
        (every["accuracy"]["value"] or 0) - (none["accuracy"]["value"] or 0), abs=1e-3
    )
    assert every["apart"]["value"] is None  # nobody wrote Tigrinya or Somali


def step(labels: int | None, low: float) -> Step:
    gain: Figure = {"value": low + 0.1, "low": low, "high": low + 0.2}
    return {
        "labels": labels,
        "draws": 1,
        "accuracy": NOWHERE,
        "apart": NOWHERE,
        "others": NOWHERE,
        "still_to_gain": gain,
    }


def test_the_plateau_begins_where_nothing_more_can_be_shown_to_be_gained() -> None:
    curve = [step(5, 0.2), step(10, -0.01), step(20, -0.05), step(None, 0)]
    assert "From 10 labels" in plateau(curve)


def test_without_a_plateau_more_labels_helped_to_the_end() -> None:
    assert "last step" in plateau([step(5, 0.2), step(10, 0.01), step(None, 0)])
