"""Suspects: what is listed, what a verdict does; marked is not deleted, and nothing else is touched."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.panel import queue, suspects
from feedback.panel.decisions import decide
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.store.verbatims import Verbatim
from tests.conftest import TODAY

Store = Callable[..., uuid.UUID]
Marks = Callable[[], dict[str, str | None]]
OLDEST = TODAY - dt.timedelta(days=89)


def found(session: Session, *, spam: bool = False) -> list[uuid.UUID]:
    return [suspect.id for suspect in suspects.find(session, TODAY, spam=spam).suspects]


@pytest.mark.parametrize("why", Suspicion)
def test_every_suspicion_is_listed_and_what_is_spam_apart(
    database: Database, ask: Store, answer: Store, why: Suspicion
) -> None:
    mine = {ask(why=why), answer(why=why)}
    ask(why=None)
    answer(why=None)
    is_spam = why is Suspicion.SPAM
    with database.session(write=False) as session:
        assert set(found(session, spam=is_spam)) == mine
        assert found(session, spam=not is_spam) == []
        assert suspects.waiting(session, TODAY) == (0 if is_spam else 2)


def test_the_newest_comes_first_and_what_is_older_than_ninety_days_not_at_all(
    database: Database, ask: Store, answer: Store
) -> None:
    ids = [ask(day=OLDEST), answer(day=OLDEST + dt.timedelta(days=1)), ask(), answer(day=TODAY)]
    ask(day=OLDEST - dt.timedelta(days=1))
    answer(day=OLDEST - dt.timedelta(days=1))
    with database.session(write=False) as session:
        listed = found(session)
        assert set(listed[:2]) == set(ids[2:])
        assert listed[2:] == [ids[1], ids[0]]
        assert suspects.waiting(session, TODAY) == 4


def test_pages_of_fifty_show_each_suspect_once(database: Database, ask: Store, answer: Store) -> None:
    days = [TODAY - dt.timedelta(days=number % 3) for number in range(60)]
    everything = {store(day=day) for day in days for store in (ask, answer)}
    seen: list[uuid.UUID] = []
    with database.session(write=False) as session:
        page = suspects.find(session, TODAY, spam=False)
        while page.suspects:
            assert len(page.suspects) <= 50
            assert page.more == (len(seen) + len(page.suspects) < 120)
            seen += [suspect.id for suspect in page.suspects]
            page = suspects.find(session, TODAY, spam=False, after=seen[-1])
    assert (len(seen), set(seen)) == (120, everything)


def test_the_texts_of_a_response_stand_with_it(database: Database, ask: Store, answer: Store) -> None:
    response, question, empty = answer("een", "twee"), ask("drie"), answer(day=OLDEST)
    answer("vier", why=None)
    with database.session(write=False) as session:
        texts = suspects.find(session, TODAY, spam=False).texts
        assert [text.text for text in texts[response]] == ["een", "twee"]
        assert [text.text for text in texts[question]] == ["drie"]
        assert empty not in texts


@pytest.mark.parametrize(("real", "then"), [(True, None), (False, "spam")])
def test_a_verdict_holds_for_a_response_with_its_texts_and_for_nothing_else(
    database: Database, marks: Marks, ask: Store, answer: Store, real: bool, then: str | None
) -> None:
    mine = [answer("een", "twee"), ask("drie")]
    answer("vier", day=OLDEST)
    ask("vijf")
    with database.session(write=True) as session:
        suspects.judge(session, mine, real=real)
        session.commit()
    assert marks() == {
        "een": then, "twee": then, "drie": then, f"response {TODAY}": then,
        "vier": "burst", f"response {OLDEST}": "burst", "vijf": "trap",
    }  # fmt: skip


def test_what_nobody_suspects_is_never_made_spam(
    database: Database, marks: Marks, ask: Store, answer: Store
) -> None:
    mine = [ask("een", why=None), answer("twee", why=None)]
    with database.session(write=True) as session:
        suspects.judge(session, mine, real=False)
        session.commit()
    assert set(marks().values()) == {None}


def test_one_text_of_a_response_is_not_judged_alone(database: Database, marks: Marks, answer: Store) -> None:
    answer("een", "twee")
    with database.session(write=True) as session:
        suspects.judge(session, session.scalars(sa.select(Verbatim.id)).all(), real=True)
        session.commit()
    assert set(marks().values()) == {"burst"}


@pytest.mark.parametrize("why", Suspicion)
def test_suspects_and_spam_are_not_in_the_panels_queue(
    database: Database, ask: Store, answer: Store, why: Suspicion, reviewers: list[Account]
) -> None:
    suspect = ask("koop nu", why=why)
    answer("koop ook", why=why)
    ask("een echte vraag", why=None)
    with database.session(write=True) as session:
        first = queue.next_text(session, "e5-a")
        assert first is not None
        assert first.text == "een echte vraag"
        assert queue.next_text(session, "e5-a", first.id) is None
        assert queue.waiting(session) == 1
        text, moment = session.get_one(Verbatim, suspect), dt.datetime.now(dt.UTC)
        decide(session, text, "course", account_id=reviewers[0].id, moment=moment)
        session.flush()
        assert queue.waiting(session) == 1


def test_a_real_one_comes_back_into_the_queue(database: Database, ask: Store) -> None:
    suspect = ask()
    with database.session(write=True) as session:
        suspects.judge(session, [suspect], real=True)
        assert queue.waiting(session) == 1
        assert queue.next_text(session, "e5-a") is not None
