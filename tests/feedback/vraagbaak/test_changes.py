"""Incident or trend: themes beside an earlier tertial, only where the same things were counted."""

from dataclasses import replace

import pytest

from analysis.periods import Tertial
from analysis.vocabulary import Partner
from feedback.vraagbaak.changes import EARLIER, ComparisonFigures, comparisons, tertials
from feedback.vraagbaak.counted import HIDDEN, Counted, Figure, Tally

T3 = Tertial(2026, 3)
DUO = frozenset({Partner.DUO})
COURSE = Tally("asylum", "course", "wi2021", "ar", "phone", "partner", 100)


def counted(*courses: int, delivered: frozenset[Partner] = DUO) -> list[Counted]:
    """Tertials, the latest first, with so many questions about courses and 400 about exams."""
    exams = replace(COURSE, theme="exam-results", count=400)
    return [
        Counted(period, (replace(COURSE, count=count), exams), delivered)
        for period, count in zip(tertials(T3), courses, strict=False)
    ]


def shown(one: Counted) -> dict[str, Figure]:
    return {tally.theme: tally.count for tally in one.tallies}


def compared(found: list[Counted], *, complete: bool = True) -> list[ComparisonFigures]:
    return comparisons(found, complete=complete, shown=shown)


def answers(comparison: ComparisonFigures) -> dict[str, tuple[str, str]]:
    return {one["theme"]: (one["answer"], one["direction"]) for one in comparison["changes"]}


def test_a_tertial_is_compared_with_the_one_before_and_with_that_of_a_year_earlier() -> None:
    previous, season = compared(counted(200, 100, 100, 195))
    assert (previous["period"], season["period"]) == ("2026-T2", "2025-T3")
    assert answers(previous)["course"] == ("beyond-chance", "up")
    assert answers(season)["course"] == ("no-demonstrable-change", "up")


def test_a_share_that_always_varied_so_much_is_not_called_a_trend() -> None:
    steady, wild = counted(160, 100, 101, 99, 100, 102, 98), counted(160, 100, 170, 90, 160, 95, 180)
    assert answers(compared(steady)[0])["course"][0] == "beyond-chance"
    assert answers(compared(wild)[0])["course"][0] != "beyond-chance"
    assert compared(wild)[0]["dispersed"]
    assert not compared(counted(160, 100))[0]["dispersed"]


@pytest.mark.parametrize(
    ("before", "complete", "reason"),
    [
        (Counted(T3.previous, (), frozenset()), True, "missing"),
        (counted(1, 100, delivered=frozenset())[1], True, "partners"),
        (counted(1, 100)[1], False, "incomplete"),
    ],
)
def test_where_periods_cannot_be_compared_the_reason_is_told(
    before: Counted, complete: bool, reason: str
) -> None:
    (found,) = compared([counted(200)[0], before], complete=complete)
    assert (found["reason"], found["changes"]) == (reason, [])


def test_of_a_hidden_count_nothing_is_said() -> None:
    def without_course(one: Counted) -> dict[str, Figure]:
        return shown(one) | {"course": HIDDEN}

    (found,) = comparisons(counted(200, 100), complete=True, shown=without_course)
    assert [one["theme"] for one in found["changes"]] == ["exam-results"]


def test_a_report_looks_two_years_back() -> None:
    assert [str(one) for one in tertials(T3)][-1] == "2024-T3"
    assert len(tertials(T3)) == EARLIER + 1
