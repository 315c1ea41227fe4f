"""What changed by more than chance: each theme beside the tertial before and the same one a year earlier."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypedDict

from analysis.periods import Tertial
from feedback.vraagbaak.counted import Counted, Figure

EARLIER = 6
"""Tertials before the report's own that are looked at: two years."""
A_YEAR = 3
"""Tertials in a year."""

Shown = Callable[[Counted], Mapping[str, Figure]]
"""Gives the counts of themes of a tertial as they may be told."""
Reason = Literal["", "missing", "partners", "incomplete"]


class ChangeFigures(TypedDict):
    """What may be said of one theme: the codes of `analysis.counts.changes`.

    `detectable` is how many times as large a share must be to be found at this size, None where no growth
    would be.
    """

    theme: str
    answer: str
    direction: str
    detectable: float | None


class ComparisonFigures(TypedDict):
    """The themes beside those of an earlier tertial, or the reason why that says nothing.

    `dispersed` says whether the earlier tertials told how much shares vary by themselves.
    """

    period: str
    reason: Reason
    dispersed: bool
    changes: list[ChangeFigures]


def comparisons(counted: Sequence[Counted], *, complete: bool, shown: Shown) -> list[ComparisonFigures]:
    """The tertial that comes first beside the one before it and beside that of a year earlier.

    `counted` holds `EARLIER` further tertials, the latest first. `complete` says whether the first is over.
    """
    return [
        _comparison(counted[0], counted[back], counted[1:], complete=complete, shown=shown)
        for back in (1, A_YEAR)
        if back < len(counted)
    ]


def _comparison(
    now: Counted, before: Counted, earlier: Sequence[Counted], *, complete: bool, shown: Shown
) -> ComparisonFigures:
    from analysis.counts.changes import Period, compare

    def period(counted: Counted) -> Period:
        told = {code: count for code, count in shown(counted).items() if isinstance(count, int)}
        return Period(told, counted.total)

    reason = _reason(now, before, complete=complete)
    found: ComparisonFigures = {
        "period": str(before.period), "reason": reason, "dispersed": False, "changes": [],
    }  # fmt: skip
    if reason:
        return found
    others = [period(one) for one in earlier if one is not before and _alike(now, one)]
    for theme, change in compare(period(now), period(before), others).items():
        found["dispersed"] = change.dispersion is not None
        detectable = None if change.detectable is None else round(change.detectable, 1)
        found["changes"].append(
            {
                "theme": theme,
                "answer": change.answer.value,
                "direction": change.direction.value,
                "detectable": detectable,
            }
        )
    return found


def _alike(now: Counted, other: Counted) -> bool:
    """Whether the same partners delivered for both, so that they count the same things."""
    return not other.is_missing and now.delivered == other.delivered


def _reason(now: Counted, before: Counted, *, complete: bool) -> Reason:
    if now.is_missing or before.is_missing:
        return "missing"
    if not _alike(now, before):
        return "partners"
    return "" if complete else "incomplete"


def tertials(period: Tertial) -> list[Tertial]:
    """A tertial and those before it that a report looks at, the latest first."""
    found = [period]
    for _ in range(EARLIER):
        found.append(found[-1].previous)
    return found
