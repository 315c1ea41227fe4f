"""What goes into a report comes out of it, except what would give somebody away."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analysis.vocabulary import UNDECIDED, Partner
from feedback.exporting import write_csv
from feedback.store.freezing import digest_of, freeze
from feedback.vraagbaak.counted import Counted, Tally
from feedback.vraagbaak.figures import (
    CATEGORIES,
    ORIGINS,
    Figures,
    figures_of,
    thaw,
)
from feedback.vraagbaak.renderings import csv_rows
from tests.feedback.vraagbaak.made import NOTHING, T3
from tests.feedback.vraagbaak.reader import intervals, published

RUN = settings(max_examples=25, deadline=None, derandomize=True)
FEW = settings(max_examples=10, deadline=None, derandomize=True)
PERIODS = (T3, T3.previous, T3.previous.previous)
OWN = Tally("unknown", "course", "unknown", "nl", "form", "model", 20)
UNSURE = replace(OWN, theme=UNDECIDED, origin=UNDECIDED, count=10)
DELIVERED = Tally("asylum", "course", "wi2021", "ar", "phone", "partner", 20)


@st.composite
def tallies(draw: st.DrawFn, counts: st.SearchStrategy[int]) -> Tally:
    origin = draw(st.sampled_from(ORIGINS))
    themes = CATEGORIES["theme"][:4] + CATEGORIES["theme"][-2:-1]
    return Tally(
        asker=draw(st.sampled_from(CATEGORIES["asker"][:4])),
        theme=UNDECIDED if origin == UNDECIDED else draw(st.sampled_from(themes)),
        law=draw(st.sampled_from(CATEGORIES["law"])),
        language=draw(st.sampled_from(["nl", "ar", "am", "und"])),
        channel=draw(st.sampled_from(["phone", "desk", "form"])) if origin == "partner" else "form",
        origin=origin,
        count=draw(counts),
    )


def made(
    *rows: Tally,
    threshold: int = 10,
    delivered: frozenset[Partner] = frozenset({Partner.DUO}),
    today: dt.date = T3.next.first_day,
) -> Figures:
    counted = [Counted(T3, rows, delivered)] + [Counted(period, (), frozenset()) for period in PERIODS[1:]]
    return figures_of(
        counted,
        own=lambda _hidden: NOTHING,
        added={},
        today=today,
        expected=[Partner.COA],
        threshold=threshold,
        model_version="e5",
        code_version="1",
        demonstration=False,
    )


def rows_of(figures: Figures, name: str) -> dict[str, int | str]:
    return dict(next(table["rows"] for table in figures["tables"] if table["name"] == name))


@given(st.lists(tallies(st.one_of(st.just(0), st.integers(10, 500))), max_size=12))
@RUN
def test_where_nothing_is_hidden_every_table_adds_up_to_what_went_in(rows: list[Tally]) -> None:
    figures = made(*rows)
    total = sum(row.count for row in rows)
    assert figures["periods"][0]["total"] == total
    for table in figures["tables"]:
        shown = [figure for _code, figure in table["rows"]]
        assert "x" not in shown
        assert sum(int(figure) for figure in shown) == total


@given(st.lists(tallies(st.integers(0, 40)), min_size=1, max_size=12))
@RUN
def test_what_is_shown_is_what_went_in_and_never_small(rows: list[Tally]) -> None:
    figures = made(*rows)
    for name in ("asker", "theme", "law", "channel", "origin"):
        counts: Counter[str] = Counter()
        for row in rows:
            counts[getattr(row, name)] += row.count
        for code, figure in rows_of(figures, name).items():
            assert figure in (counts[code], "x")
            assert not 0 < counts[code] < 10 or figure == "x"


@given(st.lists(tallies(st.integers(0, 40)), min_size=2, max_size=10))
@example(
    [replace(UNSURE, count=31), replace(DELIVERED, channel="desk", count=60), replace(DELIVERED, count=4)]
)
@example([OWN, DELIVERED, UNSURE, replace(OWN, theme="exemption", count=4)])
@example([OWN, replace(DELIVERED, count=40), replace(DELIVERED, channel="desk", count=3)])
@FEW
def test_no_hidden_number_can_be_worked_out_of_the_csv_file(rows: list[Tally]) -> None:
    assume(sum(row.count for row in rows) >= 10)  # a smaller total hides everything and itself
    cells = published(write_csv(csv_rows(made(*rows))), str(T3))
    origins = Counter({row.origin: 0 for row in rows})
    for row in rows:
        origins[row.origin] += row.count
    for (table, code), low, high in intervals(cells):
        # a hidden origin that is large, or nought, guards nothing; one shown form of 10 takes one away
        if table != "origin" or 0 < origins[code] < 10:
            assert high - low >= 10 - 1 - 1e-6, (table, code, low, high)


def test_who_gave_the_themes_is_hidden_where_it_would_give_away_what_is_undecided() -> None:
    figures = made(OWN, DELIVERED, UNSURE, replace(OWN, theme="exemption", count=4))
    assert rows_of(figures, "theme")[UNDECIDED] == "x"
    assert set(rows_of(figures, "origin").values()) == {"x"}


def test_who_gave_the_themes_is_hidden_where_it_would_give_away_the_form() -> None:
    figures = made(OWN, replace(DELIVERED, count=40), replace(DELIVERED, channel="desk", count=3))
    assert rows_of(figures, "channel")["form"] == "x"
    assert rows_of(figures, "origin") == dict.fromkeys(ORIGINS, "x") | {UNDECIDED: 0}


@pytest.mark.parametrize("few", [replace(OWN, origin="person"), replace(DELIVERED, channel="form")])
def test_who_gave_the_themes_is_hidden_where_it_would_tell_of_few(few: Tally) -> None:
    figures = made(OWN, DELIVERED, replace(few, count=4))
    assert "x" not in rows_of(figures, "theme").values()
    assert "x" not in rows_of(figures, "channel").values()
    assert rows_of(figures, "origin") == dict.fromkeys(ORIGINS, "x") | {UNDECIDED: 0}


def test_the_form_does_not_guard_a_small_channel_with_questions_that_are_known_to_be_its() -> None:
    figures = made(
        replace(UNSURE, count=31), replace(DELIVERED, channel="desk", count=60), replace(DELIVERED, count=4)
    )
    assert rows_of(figures, "theme")[UNDECIDED] == 31
    shown = {code: figure for code, figure in rows_of(figures, "channel").items() if figure}
    assert shown == {"form": 31, "phone": "x", "desk": "x"}


def test_a_small_total_hides_itself_and_every_table() -> None:
    figures = made(replace(OWN, count=9))
    assert figures["periods"][0]["total"] == "x"
    assert {figure for table in figures["tables"] for _code, figure in table["rows"]} == {"x"}


@pytest.mark.parametrize(("threshold", "shown"), [(5, 7), (8, "x")])
def test_the_threshold_is_the_smallest_number_that_is_shown(threshold: int, shown: int | str) -> None:
    assert made(replace(OWN, count=7), threshold=threshold)["periods"][0]["total"] == shown


def test_a_tertial_of_which_nothing_is_known_is_missing_and_not_zero() -> None:
    figures = made(delivered=frozenset())
    assert [one["total"] for one in figures["periods"]] == [".", ".", "."]
    assert {figure for table in figures["tables"] for _code, figure in table["rows"]} == {"."}


@pytest.mark.parametrize(
    ("today", "complete"),
    [
        (T3.previous.last_day, [False, False, True]),
        (T3.last_day, [False, True, True]),
        (T3.next.first_day, [True, True, True]),
    ],
)
def test_a_tertial_is_complete_from_the_day_after_its_last(today: dt.date, complete: list[bool]) -> None:
    figures = made(OWN, today=today)
    assert [one["complete"] for one in figures["periods"]] == complete
    periods = [str(period) + "*" * (not over) for period, over in zip(PERIODS, complete, strict=True)]
    assert {str(line[3]) for line in csv_rows(figures)} == {"periode", *periods}


def test_a_partner_that_delivered_without_being_expected_is_named() -> None:
    assert made(OWN)["periods"][0]["delivered"] == ["duo"]
    assert made(OWN)["periods"][1]["missing"] == ["coa", "duo"]


def test_languages_that_the_service_does_not_speak_are_one_row() -> None:
    figures = made(replace(DELIVERED, language="am"), replace(DELIVERED, language="pl"), OWN)
    assert rows_of(figures, "language")["other"] == 40


@given(st.lists(tallies(st.integers(0, 40)), min_size=1, max_size=8), st.randoms(use_true_random=False))
@FEW
def test_the_order_in_which_rows_are_found_changes_no_byte(rows: list[Tally], random: st.DataObject) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert freeze(made(*rows)) == freeze(made(*shuffled))


def test_frozen_figures_are_canonical_and_come_back_the_same() -> None:
    frozen = freeze(made(OWN, DELIVERED))
    assert frozen == json.dumps(json.loads(frozen), sort_keys=True, separators=(",", ":"))
    assert freeze(thaw(frozen)) == frozen
    assert digest_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
