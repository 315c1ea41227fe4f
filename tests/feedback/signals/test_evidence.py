"""What a report says of a theme, frozen with a signal."""

import hashlib
import json

from feedback.signals import evidence
from feedback.store.database import Database
from feedback.store.freezing import freeze
from feedback.store.signals import Source
from tests.feedback.signals.made import figures, raised, report


def test_a_theme_has_its_protected_figures_and_what_the_statistic_says(sqlite_database: Database) -> None:
    with sqlite_database.session(write=True) as session:
        found = evidence.of_report(report(session))
    assert list(found) == ["course", "exemption"]
    course = found["course"]
    assert (course["count"], course["share"]) == (80, {"share": 40, "low": 31, "high": 50})
    assert [change["answer"] for change in course["changes"]] == ["too-few", "beyond-chance"]
    assert course["report"] == {"period": "2026-T2", "number": 1, "digest": "d" * 64}
    assert (found["exemption"]["count"], found["exemption"]["share"]) == ("x", None)


def test_a_report_of_an_earlier_version_gives_what_it_has(sqlite_database: Database) -> None:
    old = {name: value for name, value in figures(own=None).items() if name not in {"own", "comparisons"}}
    with sqlite_database.session(write=True) as session:
        made = report(session)
        made.figures = json.dumps(old)
        course = evidence.of_report(made)["course"]
    assert (course["count"], course["share"], course["changes"]) == (80, None, [])
    assert evidence.advice_of(course) == ""


def test_the_advice_is_the_answer_that_says_most() -> None:
    def advice(*answers: str) -> str:
        return evidence.advice_of({"changes": [{"answer": answer} for answer in answers]})

    assert advice("too-few", "beyond-chance") == "beyond-chance"
    assert advice("too-few", "no-demonstrable-change") == "no-demonstrable-change"
    assert advice("", "too-few") == "too-few"
    assert advice("", "") == advice() == evidence.advice_of(None) == ""


def test_the_latest_report_counts_and_an_invented_one_only_in_a_demonstration(database: Database) -> None:
    with database.session(write=True) as session:
        assert evidence.latest(session, demonstration=True) is None
        report(session, "2026-T1", 3)
        report(session, "2026-T2", 1)
        newest = report(session, "2026-T2", 2)
        invented = report(session, "2026-T3", 1, demonstration=True)
        assert evidence.latest(session, demonstration=False) is newest
        assert evidence.latest(session, demonstration=True) is invented


def test_what_is_frozen_stays_as_it_was_and_anybody_can_check_it(database: Database) -> None:
    with database.session(write=True) as session:
        told = evidence.of_report(report(session))["course"]
        signal = raised(session, source=Source.THEME, theme="course", evidence=told)
        session.commit()
        session.refresh(signal)
        frozen = evidence.thaw(signal.evidence)
    assert frozen is not None
    assert frozen.figures == told
    assert signal.advice == "beyond-chance"
    assert frozen.digest == hashlib.sha256((signal.evidence or "").encode()).hexdigest()
    assert freeze(dict(reversed(told.items()))) == signal.evidence


def test_a_signal_without_figures_has_none() -> None:
    assert evidence.thaw(None) is None
