"""Personal links: looked at freely, used once, and with nothing that leads from one to an answer."""

import datetime as dt
import math
import threading

import pytest
import sqlalchemy as sa

from feedback import invitations
from feedback.invitations import ALPHABET, LENGTH, State
from feedback.operations.tidying import tidy
from feedback.store.database import Database
from feedback.store.invitations import Invitation, InvitationBatch
from feedback.store.models import Base
from tests.conftest import TODAY
from tests.feedback.surveys.made import LAST_DAY, SURVEY, links, make

DAY = dt.timedelta(days=1)
ANSWERS = {"responses", "answers", "verbatims", "predictions", "decisions"}


def use(database: Database, token: str, today: dt.date = TODAY) -> bool:
    with database.session(write=True) as session:
        done = invitations.use(session, invitations.digest(token), today)
        session.commit()
    return done


def state(database: Database, token: str, today: dt.date = TODAY) -> State | None:
    with database.session(write=False) as session:
        return invitations.state(session, token, today)


def test_a_token_is_too_long_to_guess_and_has_no_look_alikes() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) >= 96
    assert not set(ALPHABET) & set("0o1li")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_all_tokens_of_a_batch_are_different_and_of_the_alphabet(database: Database) -> None:
    tokens = links(database, 500)
    assert len(set(tokens)) == 500
    assert {len(token) for token in tokens} == {LENGTH}
    assert set("".join(tokens)) == set(ALPHABET)


@pytest.mark.parametrize("number", [0, -1, 10_001])
def test_a_batch_has_between_one_and_ten_thousand_links(sqlite_database: Database, number: int) -> None:
    with sqlite_database.session(write=True) as session, pytest.raises(ValueError, match="1 to 10000"):
        make(session, number)


def test_the_database_refuses_a_batch_without_links(database: Database) -> None:
    empty = InvitationBatch(survey=SURVEY, label="none", made=0, made_on=TODAY, expires_on=LAST_DAY)
    with database.session(write=True) as session:
        session.add(empty)
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()


def test_the_store_holds_no_token(database: Database) -> None:
    [token] = links(database)
    with database.session(write=False) as session:
        kept = [
            str(value)
            for table in (Invitation.__table__, InvitationBatch.__table__)
            for row in session.execute(sa.select(table))
            for value in row
        ]
    assert invitations.digest(token) in kept
    assert [value for value in kept if token in value] == []


def test_a_link_is_open_until_its_last_day_has_passed(database: Database) -> None:
    [token] = links(database)
    assert state(database, token, LAST_DAY) is State.OPEN
    assert state(database, token, LAST_DAY + DAY) is State.EXPIRED


def test_a_link_that_nobody_made_is_unknown(database: Database) -> None:
    [token] = links(database)
    assert state(database, token[:-1]) is None
    assert state(database, "\ud800") is None


def test_a_link_typed_in_capitals_is_the_same_one(database: Database) -> None:
    [token] = links(database)
    assert state(database, token.upper()) is State.OPEN


def test_a_link_is_used_once_and_stays_used(database: Database) -> None:
    one, other = links(database, 2)
    assert use(database, one)
    assert not use(database, one)
    assert (state(database, one), state(database, other)) == (State.USED, State.OPEN)
    assert state(database, one, LAST_DAY + DAY) is State.USED


def test_a_use_that_is_not_committed_leaves_the_link_open(database: Database) -> None:
    [token] = links(database)
    with database.session(write=True) as session:
        assert invitations.use(session, invitations.digest(token), TODAY)
    assert state(database, token) is State.OPEN


def test_who_began_on_the_last_day_may_send_on_the_next_and_no_later(database: Database) -> None:
    one, other = links(database, 2)
    assert use(database, one, LAST_DAY + DAY)
    assert not use(database, other, LAST_DAY + 2 * DAY)


def test_of_many_who_use_a_link_at_once_one_wins(database: Database) -> None:
    [token] = links(database)
    won: list[bool] = []
    start = threading.Barrier(6)

    def race() -> None:
        start.wait()
        won.append(use(database, token))

    racers = [threading.Thread(target=race) for _ in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(won) == [False] * 5 + [True]


def test_the_rate_counts_used_links_of_each_batch_of_one_survey(database: Database) -> None:
    with database.session(write=True) as session:
        may = make(session, 3, label="letters of May")
        make(session, 2, label="letters of June")
        make(session, 1, survey="another")
        for token in may[:2]:
            invitations.use(session, invitations.digest(token), TODAY)
        session.commit()
    with database.session(write=False) as session:
        rates = invitations.response_rate(session, SURVEY)
        told = [(one.batch.label, one.batch.made, one.used) for one in rates]
    assert told == [("letters of June", 2, 0), ("letters of May", 3, 2)]


def test_no_key_leads_from_a_link_to_an_answer_or_back() -> None:
    tables = Base.metadata.tables
    ours = {"invitations", "invitation_batches"}
    leading = {(name, key.column.table.name) for name, table in tables.items() for key in table.foreign_keys}
    assert {(one, other) for one, other in leading if ours & {one, other}} == {
        ("invitations", "invitation_batches")
    }
    assert set(tables) > ANSWERS


def test_a_link_keeps_no_day_or_moment_of_its_use() -> None:
    kept = {column.name: type(column.type) for column in Invitation.__table__.columns}
    assert kept == {"digest": sa.String, "batch_id": sa.Uuid, "used": sa.Boolean}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_neither_place_nor_stamp_in_postgresql_tells_which_links_were_used_together(
    database: Database,
) -> None:
    for token in links(database, 12)[:4]:
        use(database, token)

    def lying() -> tuple[list[str], set[str]]:
        with database.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT digest, xmin::text FROM invitations ORDER BY ctid"
            ).all()
        return [row[0] for row in rows], {row[1] for row in rows}

    assert len(lying()[1]) == 5
    tidy(database, TODAY)
    digests, stamps = lying()
    assert digests == sorted(digests)
    assert len(stamps) == 1
