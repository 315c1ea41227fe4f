"""Deliveries are numbered, replaced and kept, also when two arrive at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from analysis.periods import Tertial
from analysis.vocabulary import Partner
from feedback.store.database import Database
from feedback.store.deliveries import Delivery, DeliveryRow
from feedback.vraagbaak.deliveries import File, of_partner, that_count
from tests.feedback.vraagbaak.made import T3, account, deliver, row

ROW = row("asylum", "course", 30, "wi2021", "ar", "desk")
ZERO = row("resident", "other", 0, "unknown", "und", "unknown")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("vragen.csv", "vragen.csv"),
        ("", "?"),
        ("\0\n", "?"),
        ("a\u202eb\ud800.csv", "ab.csv"),
        ("é" * 250 + ".xlsx", "é" * 195 + ".xlsx"),
    ],
)
def test_a_file_keeps_of_its_name_what_can_be_shown(name: str, kept: str) -> None:
    assert File.named(name, "").name == kept


def test_rows_are_kept_as_they_were_delivered(database: Database) -> None:
    with database.session(write=True) as session:
        made = deliver(session, Partner.COA, T3, ROW, ZERO, account_id=account(session, "coa"))
        session.expire(made)
        assert [(line.line, line.theme, line.language, line.count) for line in made.rows] == [
            (1, "course", "ar", 30),
            (2, "other", "und", 0),
        ]


def test_the_history_of_a_partner_is_its_own_and_the_one_that_counts_comes_first(database: Database) -> None:
    with database.session(write=True) as session:
        coa = account(session, "coa")
        deliver(session, Partner.COA, T3, ROW, account_id=coa)
        deliver(session, Partner.COA, T3, ROW, ZERO, account_id=coa)
        deliver(session, Partner.COA, T3.previous, ZERO, account_id=coa)
        deliver(session, Partner.IND, T3, ROW, account_id=coa)
        history = of_partner(session, Partner.COA, [T3, T3.previous, T3.next])
        told = {
            period: [(one.delivery.number, one.questions) for one in found]
            for period, found in history.items()
        }
        assert told == {T3: [(2, 30), (1, 30)], T3.previous: [(1, 0)], T3.next: []}


def test_the_delivery_that_counts_is_the_last_of_each_partner_and_tertial(database: Database) -> None:
    with database.session(write=True) as session:
        coa = account(session, "coa")
        deliver(session, Partner.COA, T3, ROW, account_id=coa)
        last = deliver(session, Partner.COA, T3, ZERO, account_id=coa)
        deliver(session, Partner.COA, Tertial(2025, 1), ROW, account_id=coa)
        assert that_count(session, [T3, T3.previous]) == {(Partner.COA, "2026-T3"): last}


def test_deliveries_that_arrive_at_once_get_numbers_of_their_own(database: Database) -> None:
    with database.session(write=True) as session:
        coa = account(session, "coa")
        session.commit()

    def send(count: int) -> int:
        with database.session(write=True) as session:
            line = row("asylum", "course", count, "wi2021", "ar", "desk")
            number = deliver(session, Partner.COA, T3, line, account_id=coa).number
            session.commit()
            return number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [1, 2, 3, 4]
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DeliveryRow)) == 4


def test_the_same_file_twice_at_once_is_one_delivery(database: Database) -> None:
    with database.session(write=True) as session:
        coa = account(session, "coa")
        session.commit()

    def send(_attempt: int) -> int:
        with database.session(write=True) as session:
            number = deliver(session, Partner.COA, T3, ROW, account_id=coa).number
            session.commit()
            return number

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(4))) == {1}
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Delivery)) == 1
