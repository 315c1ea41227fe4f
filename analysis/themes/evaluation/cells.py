"""A table of words, and figures as the words in its cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.themes.card import Figure

NONE = "-"


@dataclass(frozen=True)
class Table:
    """Rows of cells under heads, what they are, what to know before reading them, and what follows."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    remarks: Sequence[str] = ()


def percent(figure: Figure, digits: int = 0) -> str:
    """A share as a percentage with its interval, without the sign."""
    return _cell(figure, lambda value: f"{100 * value:.{digits}f}")


def ratio(figure: Figure, digits: int = 2) -> str:
    """A figure that is no share, with its interval."""
    return _cell(figure, lambda value: f"{value:.{digits}f}")


def _cell(figure: Figure, told: Callable[[float], str]) -> str:
    value, low, high = figure["value"], figure["low"], figure["high"]
    if value is None:
        return NONE
    if low is None or high is None:
        return told(value)
    until = "-" if low >= 0 else " to "
    return f"{told(value)} [{told(low)}{until}{told(high)}]"


def whole_percent(value: float | None) -> str:
    """A share as a percentage."""
    return NONE if value is None else f"{100 * value:.0f}"
