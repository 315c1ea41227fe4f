"""Nothing in the store says who, from where or at what moment; a person who holds it all tries."""

import datetime as dt
import json
import random
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback.operations.tidying import tidy
from feedback.store.database import Database
from feedback.store.models import Base
from tests.conftest import TODAY
from tests.feedback.respond.walk import SURVEY, answer_all, begin
from tests.visitor import Visitor

ADDRESS, AGENT = "203.0.113.77", "TellTaleBrowser/9"


def walk(app: Flask, text: str) -> str:
    """One respondent with an address and a browser that can be told; the cookie that they had."""
    visitor = Visitor(app)
    visitor.client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    begin(visitor)
    cookie = visitor.client.get_cookie("draft")
    assert cookie is not None
    answer_all(visitor, text)
    visitor.submit("send")
    return str(cookie.value)


def everything(database: Database) -> dict[str, list[dict[str, object]]]:
    with database.session(write=False) as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(sa.select(table))]
            for table in Base.metadata.sorted_tables
        }


def test_the_store_knows_no_address_no_browser_and_no_cookie(
    app: Flask, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    cookie = walk(app, "mijn tekst")
    kept = json.dumps(everything(database), default=str) + caplog.text
    assert [secret for secret in (ADDRESS, AGENT, cookie) if secret in kept] == []
    assert "mijn tekst" in kept


def test_answers_have_a_date_and_no_moment(app: Flask, database: Database) -> None:
    walk(app, "mijn tekst")
    kept = everything(database)
    moments = [
        (table, column)
        for table in ("responses", "answers", "verbatims", "predictions", "drafts")
        for row in kept[table]
        for column, value in row.items()
        if isinstance(value, dt.datetime)
    ]
    assert moments == []
    assert kept["responses"][0]["received_on"] == TODAY


def test_no_draft_outlives_its_response(app: Flask, database: Database) -> None:
    walk(app, "mijn tekst")
    assert everything(database)["drafts"] == []


def test_what_a_phone_holds_finds_no_response_once_the_store_is_tidied(
    app: Flask, database: Database
) -> None:
    cookie = walk(app, "mijn tekst")
    with app.app_context():
        key = app.extensions["keys"].digest(app.extensions["keys"].of_draft(cookie))
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]

    def found() -> list[str]:
        with database.session(write=False) as session:
            return [
                str(column)
                for column in columns
                if isinstance(column.type, sa.String)
                and session.scalar(sa.select(sa.func.count()).where(column.in_([cookie, key])))
            ]

    assert found() == ["responses.submission_key"]  # for two days, so that a replay is known
    tidy(database, TODAY + dt.timedelta(days=3))
    assert found() == []


def test_rows_do_not_lie_in_the_order_of_arrival(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    order = [f"tekst nummer {number}" for number in range(30)]
    random.Random(1).shuffle(order)
    for text in order:
        visitor.get(f"{SURVEY}/all")
        visitor.submit("form", **{"be-better": text})
    tidy(database, TODAY + dt.timedelta(days=3))
    place = "ctid" if not database.is_sqlite else "id"
    with database.engine.connect() as connection:
        lying = [row[0] for row in connection.exec_driver_sql(f"SELECT text FROM verbatims ORDER BY {place}")]
    ranks = [order.index(text) for text in lying]
    steps = sum(after > before for before, after in pairwise(ranks))
    assert 5 <= steps <= 24  # 29 in the order of arrival, about 14 in no order


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_stamp_of_postgresql_tells_the_order_or_what_came_together(app: Flask, database: Database) -> None:
    for number in range(5):
        walk(app, f"tekst nummer {number}")

    def stamps() -> set[str]:
        with database.engine.connect() as connection:
            return {
                row[0]
                for table in ("responses", "answers", "verbatims")
                for row in connection.exec_driver_sql(f"SELECT xmin::text FROM {table}")
            }

    assert len(stamps()) == 5
    tidy(database, TODAY)
    assert len(stamps()) == 1
