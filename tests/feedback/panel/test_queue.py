"""The queue: the least certain first, nothing twice, and never the whole table."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.panel import queue
from feedback.panel.decisions import decide
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.verbatims import Verbatim

Write = Callable[..., Verbatim]
MOMENT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def walk(session: Session, version: str | None = "e5-a") -> list[str]:
    """The texts in the order in which somebody sees them who puts each one off."""
    seen: list[str] = []
    after: uuid.UUID | None = None
    while (found := queue.next_text(session, version, after)) is not None:
        seen.append(found.text)
        after = found.id
    return seen


def test_the_least_certain_text_comes_first_and_the_unseen_last(database: Database, write: Write) -> None:
    write("unseen, newer", day=2)
    write("unseen, older", day=1)
    for text, confidence in [("sure", 0.9), ("unsure", 0.4), ("lost", 0.3), ("blank", 0.0)]:
        write(text, confidence)
    with database.session(write=False) as session:
        assert walk(session) == ["blank", "lost", "unsure", "sure", "unseen, older", "unseen, newer"]


def test_texts_of_equal_certainty_are_each_seen_once(database: Database, write: Write) -> None:
    for number in range(4):
        write(f"equal {number}", 0.25)
        write(f"unseen {number}")
    with database.session(write=False) as session:
        seen = walk(session)
    assert sorted(seen[:4]) == [f"equal {number}" for number in range(4)]
    assert sorted(seen[4:]) == [f"unseen {number}" for number in range(4)]


def test_a_decided_text_does_not_come_back(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    first, _second, third = write("first", 0.1), write("second", 0.2), write("third")
    with database.session(write=True) as session:
        for text in (first, third):
            decide(session, text, "course", account_id=reviewers[0].id, moment=MOMENT)
        session.flush()
        assert walk(session) == ["second"]


def test_the_next_text_is_found_behind_one_that_was_just_decided(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    first = write("first", 0.1)
    write("second", 0.2)
    with database.session(write=True) as session:
        decide(session, first, "course", account_id=reviewers[0].id, moment=MOMENT)
        found = queue.next_text(session, "e5-a", first.id)
    assert found is not None
    assert found.text == "second"


@pytest.mark.parametrize(
    ("version", "order"),
    [("e5-a", ["by a", "by b"]), ("e5-b", ["by b", "by a"]), (None, ["by b", "by a"])],
)
def test_predictions_of_another_version_do_not_count_where_the_version_is_known(
    database: Database, write: Write, version: str | None, order: list[str]
) -> None:
    write("by a", 0.9, version="e5-a")
    write("by b", 0.1, version="e5-b")
    with database.session(write=False) as session:
        assert walk(session, version) == order


def test_behind_an_unknown_text_the_queue_begins_anew(database: Database, write: Write) -> None:
    write("first", 0.1)
    with database.session(write=False) as session:
        found = queue.next_text(session, "e5-a", uuid.uuid4())
    assert found is not None


def test_waiting_counts_texts_without_a_decision_however_many_decisions_others_have(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    text, _other, _unseen = write("first", 0.1), write("second", 0.2), write("third")
    with database.session(write=True) as session:
        assert queue.waiting(session) == 3
        for reviewer in reviewers:
            decide(session, text, "course", account_id=reviewer.id, moment=MOMENT)
        session.flush()
        assert queue.waiting(session) == 2


@pytest.mark.parametrize("place", [None, (0.3, uuid.UUID(int=7))])
def test_the_lanes_of_predictions_are_walked_along_the_index(
    database: Database, place: queue.Place | None
) -> None:
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    for lane in queue.LANES[:2]:
        statement = (
            lane("e5-a", place).limit(1).compile(database.engine, compile_kwargs={"literal_binds": True})
        )
        with database.engine.connect() as connection:
            if not database.is_sqlite:  # with so few rows PostgreSQL would rather read them all
                connection.execute(sa.text("SET enable_seqscan = off"))
                connection.execute(sa.text("SET enable_sort = off"))
            plan = "\n".join(str(row) for row in connection.execute(sa.text(f"{explain} {statement}")))
        assert re.search("(COVERING INDEX|Index Scan using) ix_predictions_uncertain", plan), plan
        assert "TEMP B-TREE" not in plan
