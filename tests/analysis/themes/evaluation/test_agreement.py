"""How far readers agree, and how alike texts are."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.themes.evaluation.agreement import agreement, described
from analysis.themes.evaluation.texts import Texts

FIRST = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
SECOND = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
"""The two readers of ten texts in Krippendorff 2011, whose alpha is given there as 0.095."""


def test_alpha_is_that_of_krippendorffs_example() -> None:
    raw, alpha = agreement(FIRST, SECOND, np.arange(10))
    assert raw.value == pytest.approx(0.6)
    assert alpha.value == pytest.approx(0.095, abs=0.0005)
    assert alpha.low < alpha.value < alpha.high


def test_readers_who_guess_agree_no_more_than_chance() -> None:
    random = np.random.default_rng(3)
    first, second = random.integers(0, 4, (2, 4000))
    raw, alpha = agreement(first, second, np.arange(4000))
    assert raw.value == pytest.approx(0.25, abs=0.03)
    assert alpha.value == pytest.approx(0, abs=0.03)


def test_alpha_is_unknown_where_there_is_one_theme_or_no_text() -> None:
    one = np.zeros(5, dtype=np.intp)
    assert np.isnan(agreement(one, one, np.arange(5))[1].value)
    assert np.isnan(agreement(one[:0], one[:0], np.arange(0))[0].value)


def test_a_text_without_a_second_reader_is_not_taken_for_agreement(texts: Texts) -> None:
    first, *others = texts.training
    training, held_out = described(Texts([replace(first, reader="other"), *others], texts.held_out))
    assert (training["texts"], training["read_twice"]) == (96, 96)
    assert training["agreement"]["value"] == pytest.approx(95 / 96, abs=1e-4)
    assert (held_out["texts"], held_out["read_twice"]) == (24, 0)
    assert held_out["agreement"]["value"] is None


def test_a_held_out_text_that_nearly_repeats_a_training_text_is_told(texts: Texts) -> None:
    known, other = "ik wacht al weken op mijn uitslag", "mijn boete is te hoog"
    first, second = (
        replace(text, text=words) for text, words in zip(texts.training, (known, other), strict=False)
    )
    copied = replace(texts.held_out[0], text=known + "!")
    strange = replace(texts.held_out[1], text="paspoort verlopen")
    training, held_out = described(Texts([first, second], [copied, strange]))
    assert (training["near_copies"], held_out["near_copies"]) == (0, 1)
