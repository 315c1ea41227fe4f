"""The words of the vraagbaak: every problem has advice, and sentences say only what the figures bear out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel

from analysis.deliveries.delivery import Problem, ProblemCode
from analysis.vocabulary import UNDECIDED, Partner
from feedback.catalogues import extract
from feedback.labels import moment
from feedback.languages import LANGUAGES
from feedback.vraagbaak.counted import Counted, Tally
from feedback.vraagbaak.figures import CATEGORIES, ORIGINS, Figures, figures_of
from feedback.vraagbaak.problems import ADVICE, advice
from feedback.vraagbaak.wording import (
    CAPTIONS,
    HEADS,
    MONTHS,
    in_short,
    name_of,
    number,
    partner_name,
    with_months,
)
from tests.feedback.vraagbaak.made import MOMENT, NOTHING, T3

PARAMETERS: dict[str, str | int] = {
    "accepted": "csv, xlsx",
    "limit": 5000,
    "expected": "2026-T3",
    "first_line": 2,
}
COURSE = Tally("asylum", "course", "wi2021", "ar", "form", "model", 30)
OTHER = replace(COURSE, theme="other", count=20)


@pytest.fixture(autouse=True)
def dutch_numbers() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app, default_locale="nl", default_translation_directories="nowhere")
    with app.app_context():
        yield


def made(
    *now: Tally,
    before: tuple[Tally, ...] = (),
    delivered: tuple[Partner, ...] = (),
    delivered_before: tuple[Partner, ...] | None = None,
    today: dt.date = T3.next.first_day,
) -> Figures:
    earlier = delivered if delivered_before is None else delivered_before
    counted = [
        Counted(T3, now, frozenset(delivered)),
        Counted(T3.previous, before, frozenset(earlier)),
        Counted(T3.previous.previous, (), frozenset()),
    ]
    return figures_of(
        counted,
        own=lambda _hidden: NOTHING,
        added={},
        today=today,
        expected=[Partner.COA, Partner.IND],
        threshold=10,
        model_version=None,
        code_version="1",
        demonstration=False,
    )


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_has_advice_that_can_be_filled_in(code: ProblemCode) -> None:
    words = advice(Problem(2, "aantal", "x", code, PARAMETERS))
    assert words.endswith(".")
    assert "%(" not in words


def test_no_two_problems_have_the_same_advice() -> None:
    assert len({str(words) for words in ADVICE.values()}) == len(ProblemCode)


@pytest.mark.parametrize("table", [*CATEGORIES, "origin"])
def test_every_row_of_every_table_has_a_name_of_its_own(table: str) -> None:
    codes = CATEGORIES.get(table, ORIGINS)
    assert len({name_of(made(), table, code) for code in codes}) == len(codes)
    assert str(CAPTIONS[table])


def test_languages_are_named_in_the_language_of_the_page() -> None:
    assert [name_of(made(), "language", code) for code in ("nl", "ti", "prs", "fa")] == [
        "Nederlands",
        "Tigrinya",
        "Dari",
        "Perzisch",
    ]
    assert all(name_of(made(), "language", code) != code for code in LANGUAGES)


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2026-T1", "2026-T1 (January to April 2026)"),
        ("2026-T2", "2026-T2 (May to August 2026)"),
        ("2026-T3", "2026-T3 (September to December 2026)"),
    ],
)
def test_a_tertial_is_named_with_its_months(period: str, title: str) -> None:
    assert with_months(period) == title


def test_every_word_of_a_report_is_collected_for_the_translators() -> None:
    collected = {message.id for message in extract()}
    tables = [(table, code) for table in CATEGORIES if table != "language" for code in CATEGORIES[table]]
    rows = [
        name_of(made(), table, code) for table, code in [*tables, *(("origin", code) for code in ORIGINS)]
    ]
    words = [*CAPTIONS.values(), *HEADS.values(), *MONTHS.values(), *rows]
    assert {str(word) for word in words} <= collected
    assert {"Partners that delivered", "Partners that did not deliver", "Another language"} <= collected


def test_a_report_does_not_speak_of_your_municipality() -> None:
    assert partner_name(Partner.GEMEENTE) == "Municipality"


def test_numbers_have_dutch_thousands_and_signs_stay_signs() -> None:
    assert [number(figure) for figure in (1234567, 0, "x", ".")] == ["1.234.567", "0", "x", "."]


def test_a_moment_is_told_in_dutch_time() -> None:
    assert moment(MOMENT) == "23-11-2026 13:00"
    assert moment(MOMENT.replace(month=7)) == "23-07-2026 14:00"


@pytest.mark.parametrize(
    ("figures", "sentences"),
    [
        pytest.param(
            made(COURSE, OTHER, before=(OTHER,), delivered=(Partner.COA,)),
            [
                "50 questions were counted in 2026-T3.",
                "That is 30 more than in 2026-T2.",
                "Most questions were about “Language lessons and school”: 30.",
                "A larger part of the questions than in 2026-T2, beyond chance: Language lessons and school.",
                "Delivered: 1 of 2 partners with an account.",
            ],
            id="growth",
        ),
        pytest.param(
            made(OTHER, before=(COURSE,), delivered=(Partner.COA,), delivered_before=(Partner.IND,)),
            [
                "20 questions were counted in 2026-T3.",
                "Not comparable with 2026-T2: not the same partners delivered.",
                "Most questions were about “Something else”: 20.",
                "Delivered: 1 of 2 partners with an account.",
            ],
            id="other partners",
        ),
        pytest.param(
            made(OTHER, before=(COURSE,), today=T3.last_day),
            [
                "20 questions were counted in 2026-T3.",
                "Not comparable with 2026-T2: 2026-T3 is not over yet.",
                "Most questions were about “Something else”: 20.",
                "Delivered: 0 of 2 partners with an account.",
            ],
            id="not over",
        ),
        pytest.param(
            made(OTHER, before=(COURSE,)),
            [
                "20 questions were counted in 2026-T3.",
                "That is 10 fewer than in 2026-T2.",
                "Most questions were about “Something else”: 20.",
                "A larger part of the questions than in 2026-T2, beyond chance: Something else.",
                "Delivered: 0 of 2 partners with an account.",
            ],
            id="decline",
        ),
        pytest.param(
            made(COURSE, replace(OTHER, count=30), before=(replace(COURSE, count=60),)),
            [
                "60 questions were counted in 2026-T3.",
                "That is as many as the 60 in 2026-T2.",
                "A larger part of the questions than in 2026-T2, beyond chance: Something else.",
                "Delivered: 0 of 2 partners with an account.",
            ],
            id="no change and two themes with as many",
        ),
        pytest.param(
            made(replace(COURSE, count=9), before=(COURSE,)),
            [
                "Fewer than 10 questions were counted in 2026-T3.",
                "Delivered: 0 of 2 partners with an account.",
            ],
            id="too few",
        ),
        pytest.param(
            made(before=(COURSE,)),
            [
                "Nothing is known about 2026-T3: nobody delivered.",
                "Delivered: 0 of 2 partners with an account.",
            ],
            id="missing",
        ),
        pytest.param(
            made(replace(COURSE, theme=UNDECIDED, origin=UNDECIDED), before=(replace(OTHER, count=9),)),
            ["30 questions were counted in 2026-T3.", "Delivered: 0 of 2 partners with an account."],
            id="only undecided, and too few before",
        ),
        pytest.param(
            made(
                replace(COURSE, count=12), replace(OTHER, count=9), replace(OTHER, theme="exemption", count=8)
            ),
            ["29 questions were counted in 2026-T3.", "Delivered: 0 of 2 partners with an account."],
            id="hidden themes may be larger",
        ),
    ],
)
def test_in_short_says_what_the_figures_bear_out(figures: Figures, sentences: list[str]) -> None:
    assert in_short(figures) == sentences
