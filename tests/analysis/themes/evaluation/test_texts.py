"""Nobody is judged by what learnt from it."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.themes.evaluation.texts import FOLDS, Rows, Texts, empty, folds, judged
from analysis.themes.metrics import Outcome
from analysis.themes.training import TrainingText
from analysis.vocabulary import THEME_CODES


def test_every_text_is_judged_once_by_what_did_not_know_it_or_its_group(texts: Texts) -> None:
    times = np.zeros(len(texts.all), dtype=int)

    def judge(known: Rows, new: Rows) -> Outcome:
        assert not set(texts.groups[known]) & set(texts.groups[new])
        assert known.max() < len(texts.training)
        times[new] += 1
        return empty(len(new))

    judged(judge, texts)
    assert times.tolist() == [1] * len(texts.all)


def test_held_out_texts_are_judged_by_what_all_training_texts_taught(texts: Texts) -> None:
    learnt: dict[int, Rows] = {}

    def judge(known: Rows, new: Rows) -> Outcome:
        learnt.update(dict.fromkeys(new.tolist(), known))
        return empty(len(new))

    judged(judge, texts)
    assert {tuple(learnt[row]) for row in texts.new.tolist()} == {tuple(texts.known)}


def test_what_the_judge_says_stands_in_the_row_of_the_text(texts: Texts) -> None:
    def all_knowing(_known: Rows, new: Rows) -> Outcome:
        return Outcome(np.eye(len(THEME_CODES))[texts.truth[new]], texts.languages[new] == "nl")

    found = judged(all_knowing, texts)
    assert found.best.tolist() == texts.truth.tolist()
    assert found.is_kept.tolist() == [text.lang == "nl" for text in texts.all]


def test_folds_take_about_as_many_texts_of_each_theme_in_each_language() -> None:
    texts = [
        TrainingText(f"{lang}-{theme}-{n}", lang, theme, f"{lang}-{theme}-{n}", "")
        for lang in ("nl", "ti", "so")
        for theme in THEME_CODES
        for n in range(6)
    ]
    fold = folds(Texts(texts, []))
    cells = [f"{text.lang} {text.theme}" for text in texts]
    counts = [[sum(fold[row] == n for row in np.flatnonzero(np.array(cells) == cell)) for n in range(FOLDS)]
              for cell in set(cells)]  # fmt: skip
    assert {tuple(sorted(count)) for count in counts} == {(1, 1, 1, 1, 2)}


@pytest.mark.parametrize("seed", [0, 1])
def test_folds_are_the_same_each_time(stories: list[TrainingText], seed: int) -> None:
    texts = Texts(stories, [])
    assert folds(texts, seed).tolist() == folds(texts, seed).tolist()
    assert folds(texts, 0).tolist() != folds(texts, 1).tolist()


def test_a_group_over_two_languages_stays_in_one_fold(stories: list[TrainingText]) -> None:
    fold = folds(Texts([replace(text, group="one") for text in stories[:2]] + stories[2:], []))
    assert fold[0] == fold[1]
