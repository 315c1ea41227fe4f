"""A report is frozen once, numbered without gaps, and changes only when what was counted changes."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from feedback.store.database import Database
from feedback.store.freezing import digest_of
from feedback.vraagbaak import reports
from feedback.vraagbaak.figures import thaw
from tests.feedback.vraagbaak.made import MOMENT, T3, account, compile_now, predict, question
from tests.feedback.vraagbaak.test_counting import golden

ALL_THREE = [("2026-T3", 2), ("2026-T3", 1), ("2026-T2", 1)]
LATER = MOMENT + dt.timedelta(days=400)


def test_compiling_twice_gives_the_same_report_with_the_same_bytes(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        first = compile_now(session)
        session.commit()
    with database.session(write=True) as session:
        again = compile_now(session, compiled_at=LATER, account_id=account(session))
        assert (again.id, again.figures, again.compiled_at) == (first.id, first.figures, MOMENT)
        assert again.digest == digest_of(again.figures)
        assert len(reports.newest(session, replaced=True)) == 1


def test_a_change_makes_the_next_number_and_the_earlier_report_stays(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        frozen = compile_now(session).figures
        for _ in range(12):
            question(session, T3.last_day)
        assert compile_now(session).number == 2
        assert [report.number for report in reports.newest(session, replaced=True)] == [2, 1]
        first, second = (reports.find(session, T3, number, replaced=True) for number in (1, 2))
        assert first is not None
        assert second is not None
        assert first.figures == frozen
        assert thaw(second.figures)["periods"][0]["total"] == 127


@pytest.mark.parametrize("changed", [{"threshold": 5}, {"model_version": "e6"}, {"code_version": "2"}])
def test_another_rule_or_version_is_another_report(database: Database, changed: dict[str, Any]) -> None:
    with database.session(write=True) as session:
        golden(session)
        compile_now(session)
        assert compile_now(session, **changed).number == 2


def test_the_last_day_makes_a_final_report_and_no_other_day_a_new_one(database: Database) -> None:
    days = [T3.last_day - dt.timedelta(days=30), T3.last_day, T3.next.first_day, T3.next.last_day]
    with database.session(write=True) as session:
        golden(session)
        made = [compile_now(session, today=day) for day in days]
        assert [report.number for report in made] == [1, 1, 2, 2]


def test_only_who_asks_for_it_gets_a_report_that_was_replaced(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        for period, threshold in ((T3, 10), (T3, 5), (T3.previous, 10)):
            compile_now(session, period, threshold=threshold)
        for replaced, found in ((False, [("2026-T3", 2), ("2026-T2", 1)]), (True, ALL_THREE)):
            listed = reports.newest(session, replaced=replaced)
            assert [(report.period, report.number) for report in listed] == found
            assert (reports.find(session, T3, 1, replaced=replaced) is not None) is replaced
            assert reports.find(session, T3, 2, replaced=replaced) is not None


def test_every_tertial_numbers_its_own_reports(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        assert [compile_now(session, period).number for period in (T3, T3.previous, T3)] == [1, 1, 1]
        assert [report.period for report in reports.newest(session, replaced=True)] == ["2026-T3", "2026-T2"]


def test_no_small_count_and_no_moment_is_kept_in_a_report(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        figures = compile_now(session).figures
        kept = [int(found) for found in re.findall(r",(\d+)\]", figures)]
        assert {0, 11, 42} <= {*kept}
        assert not [count for count in kept if 0 < count < 10]
        assert str(MOMENT.year) not in figures.replace("2026-T", "")


def test_two_compilers_at_the_same_moment_make_one_report(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        session.commit()

    def compile_one(_number: int) -> int:
        with database.session(write=True) as session:
            number = compile_now(session).number
            session.commit()
            return number

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(compile_one, range(4))) == [1, 1, 1, 1]
    with database.session(write=False) as session:
        assert len(reports.newest(session, replaced=True)) == 1


def test_a_leap_day_belongs_to_the_first_tertial(database: Database) -> None:
    with database.session(write=True) as session:
        for _ in range(11):
            predict(session, question(session, dt.date(2028, 2, 29)), "course")
        report = compile_now(session, type(T3)(2028, 1))
        assert thaw(report.figures)["periods"][0]["total"] == 11


def test_the_text_for_a_terminal_has_every_figure_and_its_sign(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        report = compile_now(session)
        text = reports.as_text(report)
    assert text.startswith("2026-T3 / 1\n")
    assert report.digest in text
    lines = {" ".join(line.split()) for line in text.splitlines()}
    assert {
        "Provisional: 2026-T3 runs until 31-12-2026.",
        "2026-T3* 115",
        "2026-T2 41",
        "2026-T1 .",
        "Exemption x",
        "Language lessons and school 42",
    } <= lines
    assert {"Partners that delivered: COA, DUO", "Partners that did not deliver: IND, VNG"} <= lines


def test_the_text_on_a_tertial_of_which_nothing_is_known_has_no_table_of_dots(database: Database) -> None:
    with database.session(write=True) as session:
        text = reports.as_text(compile_now(session, T3.previous))
    assert "There are no more figures: nothing is known about 2026-T2." in text
    assert "Questions by theme" not in text
    assert "Provisional" not in text
