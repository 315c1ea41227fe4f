"""The full method theme by theme: what it finds, what it misses, and how wrong its counts would be."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.themes.card import Confusion, Theme
from analysis.themes.evaluation.figures import figure
from analysis.themes.evaluation.texts import Rows, Texts
from analysis.themes.metrics import Doubles, Outcome, draws, estimate
from analysis.vocabulary import THEME_CODES


def confusion(outcome: Outcome, texts: Texts) -> Confusion:
    """Numbers of texts by true and found theme, abstained or not, in folds and held out."""
    folds, held_out = (_matrix(outcome, texts, rows).tolist() for rows in (texts.known, texts.new))
    return {"codes": list(THEME_CODES), "folds": folds, "held_out": held_out}


def rows(outcome: Outcome, texts: Texts) -> list[Theme]:
    """A row for each theme, in the order of the taxonomy."""
    folds, held_out = (_series(outcome, texts, rows) for rows in (texts.known, texts.new))
    matrix = _matrix(outcome, texts, np.arange(len(texts.all)))
    return [_row(theme, folds, held_out, matrix) for theme in range(len(THEME_CODES))]


def _row(theme: int, folds: dict[str, Doubles], held_out: dict[str, Doubles], matrix: NDArray[Any]) -> Theme:
    missed = np.where(np.arange(len(matrix)) == theme, -1, matrix[theme])
    found = {name: figure(estimate(series[:, theme])) for name, series in folds.items()}
    return {
        "theme": THEME_CODES[theme],
        "texts": int(matrix[theme].sum()),
        "precision": found["precision"],
        "recall": found["recall"],
        "f1": found["f1"],
        "f1_held_out": figure(estimate(held_out["f1"][:, theme])),
        "counted": found["counted"],
        "counted_held_out": figure(estimate(held_out["counted"][:, theme])),
        "coverage": found["coverage"],
        "confused_with": THEME_CODES[int(missed.argmax())],
        "confused": int(missed.max()),
    }


def _series(outcome: Outcome, texts: Texts, rows: Rows) -> dict[str, Doubles]:
    """Each measure for the texts at the rows and for each resample, by theme (1 + resamples, k)."""
    drawn, themes = draws(texts.groups[rows]), np.eye(len(THEME_CODES))
    chosen, actual = themes[outcome.best[rows]], themes[texts.truth[rows]]
    hits, found, true = drawn @ (chosen * actual), drawn @ chosen, drawn @ actual
    kept = drawn @ (actual * outcome.is_kept[rows, None])
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = {
            "precision": hits / found,
            "recall": hits / true,
            "f1": 2 * hits / (found + true),
            "counted": found / true,
            "coverage": kept / true,
        }
    return {name: np.where(np.isfinite(series), series, np.nan) for name, series in ratios.items()}


def _matrix(outcome: Outcome, texts: Texts, rows: Rows) -> NDArray[Any]:
    matrix = np.zeros((len(THEME_CODES), len(THEME_CODES)), dtype=int)
    np.add.at(matrix, (texts.truth[rows], outcome.best[rows]), 1)
    return matrix
