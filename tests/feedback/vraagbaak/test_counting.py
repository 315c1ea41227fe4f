"""A small tertial worked out by hand: every figure below was added up with pen and paper."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from analysis.vocabulary import Asker, Law, Partner
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.vraagbaak.counting import counted, expected_partners
from feedback.vraagbaak.figures import Figures, PeriodFigures, thaw
from tests.feedback.vraagbaak.made import (
    MODEL,
    T3,
    account,
    answer,
    compile_now,
    decide,
    deliver,
    predict,
    question,
    row,
)

FIRST, LAST = dt.date(2026, 9, 1), dt.date(2026, 12, 31)


def golden(session: Session) -> None:
    """COA replaced its delivery, DUO has a real zero and an Amharic row, IND and VNG are missing."""
    coa, duo, ind = (account(session, code) for code in ("coa", "duo", "ind"))
    deliver(session, Partner.COA, T3, row("asylum", "course", 100, "wi2021", "ar", "desk"), account_id=coa)
    deliver(
        session,
        Partner.COA,
        T3,
        row("asylum", "course", 30, "wi2021", "ar", "desk"),
        row("asylum", "start-waiting", 12, "wi2021", "ti", "desk"),
        row("family", "exemption", 4, "wi2013", "en", "phone"),
        account_id=coa,
    )
    deliver(
        session,
        Partner.DUO,
        T3,
        row("asylum", "exam-registration", 25, "wi2021", "nl", "phone"),
        row("municipality", "costs-loan", 11, "wi2013", "am", "email"),
        row("resident", "other", 0, "unknown", "und", "unknown"),
        account_id=duo,
    )
    deliver(
        session,
        Partner.IND,
        T3.previous,
        row("family", "obligation", 40, "wi2021", "en", "phone"),
        account_id=ind,
    )
    deliver(
        session,
        Partner.VNG,
        T3.previous.previous.previous,
        row("municipality", "obligation", 7, "wi2021", "nl", "email"),
        account_id=duo,
    )
    own_questions(session, judge=duo)


def own_questions(session: Session, judge: int) -> None:
    """Twelve themed by the model, ten by a person, eleven by nobody; one each side of the tertial."""
    for number in range(12):
        day = FIRST if number == 0 else dt.date(2026, 10, 5)
        predict(session, question(session, day, asker=Asker.ASYLUM, law=Law.WI2021, language="ar"), "course")
    for _ in range(10):
        decided = question(session, dt.date(2026, 11, 2), asker=Asker.FAMILY, law=Law.WI2021, language="ti")
        predict(session, decided, "course")
        decide(session, decided, "exam-results", judge, after=2)
        decide(session, decided, "exemption", judge, after=1)
    for number in range(11):
        undecided = question(session, LAST if number == 0 else dt.date(2026, 12, 1))
        if number < 5:
            predict(session, undecided, "course", abstained=True)
    question(session, FIRST - dt.timedelta(days=1))
    question(session, LAST + dt.timedelta(days=1))
    answer(session, dt.date(2026, 11, 2))


@pytest.fixture
def figures(database: Database) -> Figures:
    with database.session(write=True) as session:
        golden(session)
        return thaw(compile_now(session).figures)


def table(figures: Figures, name: str) -> dict[str, int | str]:
    rows = next(one["rows"] for one in figures["tables"] if one["name"] == name)
    return {code: figure for code, figure in rows if figure != 0}


def period(
    code: str, total: int | str, delivered: list[str], missing: list[str], *, complete: bool = True
) -> PeriodFigures:
    return {
        "period": code,
        "complete": complete,
        "total": total,
        "delivered": delivered,
        "missing": missing,
    }


def test_the_golden_tertial_by_hand(figures: Figures) -> None:
    assert figures["periods"] == [
        period("2026-T3", 115, ["coa", "duo"], ["ind", "vng"], complete=False),
        period("2026-T2", 41, ["ind"], ["coa", "duo", "vng"]),
        period("2026-T1", ".", [], ["coa", "duo", "ind", "vng"]),
    ]
    assert table(figures, "asker") == {"asylum": 79, "family": 14, "municipality": 11, "unknown": 11}
    # the 4 of exemption is small; the cheapest number that guards it is the 10 of exam-results
    assert table(figures, "theme") == {
        "start-waiting": 12,
        "course": 42,
        "exam-registration": 25,
        "exam-results": "x",
        "exemption": "x",
        "costs-loan": 11,
        "undecided": 11,
    }
    assert table(figures, "law") == {"wi2013": 15, "wi2021": 89, "unknown": 11}
    assert table(figures, "language") == {"nl": 36, "en": "x", "ar": 42, "ti": 22, "other": "x"}
    assert table(figures, "channel") == {"form": 33, "phone": 29, "email": 11, "desk": 42}
    assert table(figures, "origin") == {"partner": 82, "person": 10, "model": 12, "undecided": 11}


def test_a_counted_zero_is_a_zero_and_not_a_sign(figures: Figures) -> None:
    rows = next(one["rows"] for one in figures["tables"] if one["name"] == "theme")
    assert ["other", 0] in [list(one) for one in rows]


def test_a_delivery_of_zeros_is_not_a_missing_delivery(database: Database) -> None:
    with database.session(write=True) as session:
        zero = row("resident", "other", 0, "unknown", "und", "unknown")
        deliver(session, Partner.COA, T3, zero, account_id=account(session, "coa"))
        one = counted(session, T3, model_version=MODEL, demonstration=False)
        assert (one.total, one.is_missing) == (0, False)
        assert counted(session, T3.previous, model_version=MODEL, demonstration=False).is_missing


def test_a_theme_stands_without_this_version_of_the_model(database: Database) -> None:
    with database.session(write=True) as session:
        predict(session, question(session, FIRST), "course")
        (tally,) = counted(session, T3, model_version=None, demonstration=False).tallies
        assert (tally.theme, tally.origin, tally.count) == ("course", "model", 1)


@pytest.mark.parametrize(("demonstration", "total"), [(False, 3), (True, 10)])
def test_invented_rows_count_only_in_a_demonstration(
    database: Database, demonstration: bool, total: int
) -> None:
    with database.session(write=True) as session:
        coa = account(session, "coa", demonstration=True)
        invented = row("asylum", "course", 6, "wi2021", "ar", "desk")
        real = row("asylum", "course", 2, "wi2021", "ar", "desk")
        deliver(session, Partner.COA, T3, real, account_id=coa)
        deliver(session, Partner.DUO, T3, invented, account_id=coa, demonstration=True)
        question(session, FIRST)
        question(session, FIRST, demonstration=True)
        one = counted(session, T3, model_version=MODEL, demonstration=demonstration)
        assert one.total == total
        assert expected_partners(session, demonstration=demonstration) == (
            {Partner.COA, Partner.DUO} if demonstration else {Partner.COA}
        )


@pytest.mark.parametrize("why", Suspicion)
def test_a_suspect_question_does_not_count_also_when_the_panel_gave_it_a_theme(
    database: Database, why: Suspicion
) -> None:
    with database.session(write=True) as session:
        question(session, FIRST)
        suspect = question(session, FIRST, suspicion=why)
        predict(session, suspect, "course")
        decide(session, suspect, "course", account(session))
        one = counted(session, T3, model_version=MODEL, demonstration=False)
        assert [(tally.theme, tally.count) for tally in one.tallies] == [("undecided", 1)]


def test_only_active_partners_and_those_that_once_delivered_are_expected(database: Database) -> None:
    with database.session(write=True) as session:
        account(session, "coa")
        account(session)
        gone = account(session, "ind")
        session.get_one(Account, gone).active = False
        assert expected_partners(session, demonstration=False) == {Partner.COA}
        zero = row("resident", "other", 0, "unknown", "und", "unknown")
        deliver(session, Partner.IND, T3.previous, zero, account_id=gone)
        assert expected_partners(session, demonstration=False) == {Partner.COA, Partner.IND}
