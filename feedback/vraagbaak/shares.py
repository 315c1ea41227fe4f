"""Our own questions by theme as they really are: the model's counts, corrected by the random sample.

A share comes with its interval, in whole percents, and only of many questions: what is told is never a
count of people. Counts of the model alone are not told by themselves anywhere.
"""

from collections.abc import Collection
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, TypedDict

from analysis.vocabulary import UNDECIDED

if TYPE_CHECKING:
    from analysis.counts.prevalence import PeriodCounts

MOST_SAMPLED = 0.5
"""No shares are told when more than this part of the questions was read for them: their sampling error
would be too small to hide single people behind."""

Reason = Literal["", "few", "unread", "none"]
"""Why there are no shares: too few questions, a sample that is not read yet, or no question at all."""


class ShareFigures(TypedDict):
    """The share of one theme among our own questions and its 95 % interval, in percents."""

    theme: str
    share: int
    low: int
    high: int


class OwnFigures(TypedDict):
    """The corrected shares of our own questions, or the reason why there are none.

    `sample` is how many questions the sample should have, `both` how many of those two people read and
    `agreed` about how many of them they agreed.
    """

    reason: Reason
    sample: int
    both: int
    agreed: int
    shares: list[ShareFigures]


def own_figures(
    counts: "PeriodCounts",
    *,
    sample: int,
    read: int,
    pairs: tuple[int, int],
    hidden: Collection[str],
) -> OwnFigures:
    """What may be told of a tertial's own questions.

    `read` of the `sample` were read; `pairs` says how many by two people and how many of those alike.
    Themes whose count is `hidden` in the report stay so; the others follow by share.
    """
    from analysis.counts.prevalence import corrected_shares

    reason = _reason(counts.total, sample, read)
    both, agreed = pairs if not reason else (0, 0)
    found = {} if reason else corrected_shares(counts)
    shares: list[ShareFigures] = [
        {
            "theme": theme,
            "share": round(100 * one.share),
            "low": floor(100 * one.low),
            "high": ceil(100 * one.high),
        }
        for theme, one in sorted(found.items(), key=lambda item: -item[1].share)
        if theme not in hidden and theme != UNDECIDED
    ]
    return {"reason": reason, "sample": sample, "both": both, "agreed": agreed, "shares": shares}


def _reason(questions: int, sample: int, read: int) -> Reason:
    if not questions:
        return "none"
    if sample > MOST_SAMPLED * questions:
        return "few"
    return "" if sample and read >= sample else "unread"
