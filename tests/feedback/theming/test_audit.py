"""The audit sample: simple, random, blind, and counted as the correction of shares needs it."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from analysis.counts.prevalence import difference_estimates
from analysis.periods import Tertial
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.store.verbatims import Occasion
from feedback.theming import audit
from feedback.theming.audit import Plan, State
from tests.feedback.theming.made import classifier, decide, predict, reader_of_texts, write

PLAN = Plan(Tertial.parse("2026-T3"), size=3, double=1, demonstration=False)
AUDIT = Occasion.AUDIT


def test_the_sample_is_the_lowest_lots_of_the_questions_that_count(database: Database) -> None:
    with database.session(write=True) as session:
        third, first, _fourth, second = (write(session, "course 0.9", lot=lot) for lot in (7, 3, 9, 5))
        write(session, "course 0.9", lot=1, received_on=dt.date(2026, 8, 31))
        write(session, "course 0.9", lot=1, suspicion=Suspicion.TRAP)
        invented = write(session, "course 0.9", lot=1, demonstration=True)
        assert session.scalars(PLAN.sample).all() == [first.id, second.id, third.id]
        with_invented = replace(PLAN, demonstration=True)
        assert session.scalars(with_invented.sample).all() == [invented.id, first.id, second.id]
        assert audit.is_sampled(session, PLAN, first.id)
        assert not audit.is_sampled(session, PLAN, invented.id)


def test_every_text_draws_its_own_lot(database: Database) -> None:
    with database.session(write=True) as session:
        lots = {write(session, "course 0.9").lot for _ in range(20)}
    assert len(lots) == 20
    assert all(0 <= lot < 2**62 for lot in lots)


def test_the_first_texts_are_read_by_two_people_and_the_others_by_one(database: Database) -> None:
    with database.session(write=True) as session:
        texts = [write(session, "course 0.9", lot=lot) for lot in range(4)]
        anna, bob = (reader_of_texts(session, name).id for name in ("anna", "bob"))
        for place, who in enumerate(["anna", "anna", "anna"]):
            assert audit.next_text(session, PLAN, anna) == texts[place]
            decide(session, texts[place], "course", occasion=AUDIT, who=who)
        assert audit.next_text(session, PLAN, anna) is None
        assert audit.next_text(session, PLAN, bob) == texts[0]
        decide(session, texts[0], "exemption", occasion=AUDIT, who="bob", hour=1)
        assert audit.next_text(session, PLAN, bob) is None
        assert audit.state(session, PLAN) == State(questions=4, wanted=3, read=3, both=1, agreed=0)


def test_a_text_decided_about_for_another_reason_stays_in_the_sample(database: Database) -> None:
    with database.session(write=True) as session:
        text = write(session, "course 0.9")
        decide(session, text, "course")
        assert audit.next_text(session, PLAN, reader_of_texts(session).id) == text
        assert audit.state(session, PLAN).read == 0


def test_questions_are_counted_by_what_people_and_model_said(database: Database) -> None:
    with database.session(write=True) as session:
        texts = [write(session, text, lot=lot) for lot, text in enumerate(["course 0.9"] * 5 + ["other 0.1"])]
        predict(session, classifier(), *texts[:5], texts[5])
        decide(session, texts[0], "exemption", occasion=AUDIT)
        decide(session, texts[1], "course", occasion=AUDIT)
        decide(session, texts[2], "course", occasion=AUDIT)
        decide(session, texts[2], "obligation", hour=1)  # in the queue too: known whatever the sample
        decide(session, texts[3], "course", occasion=AUDIT)  # not in the sample: says nothing
        found = audit.counts(session, PLAN, "e5-new")
    assert found.decided == {"obligation": 1}
    assert found.undecided == Counter({"course": 4, "other": 1})
    assert found.audited == {("course", "exemption"): 1, ("course", "course"): 1}
    assert sum(difference_estimates(found).values()) == pytest.approx(1)


def test_a_text_that_the_model_has_not_seen_is_undecided(database: Database) -> None:
    with database.session(write=True) as session:
        write(session, "course 0.9")
        assert audit.counts(session, PLAN, "e5-new").undecided == {"undecided": 1}
