"""The texts of an evaluation as arrays, and what judges them: nobody is judged by what learnt from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.themes.metrics import Outcome
from analysis.themes.training import TrainingText
from analysis.vocabulary import THEME_CODES

FOLDS = 5

Rows = NDArray[np.intp]
Judge = Callable[[Rows, Rows], Outcome]
"""Learns from the texts at the first row numbers, then judges those at the second."""


@dataclass(frozen=True)
class Texts:
    """Texts to learn from, then texts held out; row numbers count through both."""

    training: Sequence[TrainingText]
    held_out: Sequence[TrainingText]

    @cached_property
    def all(self) -> list[TrainingText]:
        """Both, one after the other."""
        return [*self.training, *self.held_out]

    @cached_property
    def truth(self) -> Rows:
        """The number of each text's theme in the order of the taxonomy (n,)."""
        return np.array([THEME_CODES.index(text.theme) for text in self.all], dtype=np.intp)

    @cached_property
    def groups(self) -> NDArray[Any]:
        """Each text's group (n,)."""
        return np.array([text.group for text in self.all])

    @cached_property
    def languages(self) -> NDArray[Any]:
        """Each text's language (n,)."""
        return np.array([text.lang for text in self.all])

    @property
    def known(self) -> Rows:
        """The rows of the training texts."""
        return np.arange(len(self.training))

    @property
    def new(self) -> Rows:
        """The rows of the held-out texts."""
        return np.arange(len(self.training), len(self.all))

    def at(self, rows: Rows) -> list[TrainingText]:
        """The texts at the rows."""
        return [self.all[row] for row in rows]


def judged(judge: Judge, texts: Texts) -> Outcome:
    """What the judge says of every text.

    Training texts are judged in grouped folds, each by what the others taught; held-out texts by what all
    training texts taught.
    """
    outcome, fold = empty(len(texts.all)), folds(texts)
    parts = [(np.flatnonzero(fold != number), np.flatnonzero(fold == number)) for number in np.unique(fold)]
    for learnt, new in [*parts, (texts.known, texts.new)]:
        put(outcome, new, judge(learnt, new))
    return outcome


def folds(texts: Texts, seed: int = 0) -> Rows:
    """The fold of each training text: groups stay together, and the others are dealt out like cards.

    They are dealt by language and theme. Where chance alone deals, a fold that has many texts of a theme in a
    language leaves few to learn from; letters, which know a language at once, then do worse than they are.
    """
    known = texts.known
    groups, first, group = np.unique(texts.groups[known], return_index=True, return_inverse=True)
    shuffled = np.random.default_rng(seed).random(len(groups))
    order = np.lexsort((shuffled, texts.truth[known][first], texts.languages[known][first]))
    fold = np.empty(len(groups), dtype=np.intp)
    fold[order] = np.arange(len(groups)) % FOLDS
    dealt: Rows = fold[group]
    return dealt


def empty(texts: int) -> Outcome:
    """An outcome to be filled."""
    return Outcome(np.zeros((texts, len(THEME_CODES))), np.zeros(texts, dtype=bool))


def put(outcome: Outcome, rows: Rows, part: Outcome) -> None:
    """Fills rows of the outcome with those of another."""
    outcome.probabilities[rows], outcome.is_kept[rows] = part.probabilities, part.is_kept
