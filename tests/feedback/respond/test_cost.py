"""What a page asks of the store: the fewest looks that it can do with, counted and not timed."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from feedback.store.database import Database
from tests.feedback.respond.walk import SURVEY, begin
from tests.visitor import Visitor


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that the database was given meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement.split()[0])

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_step_is_one_look_and_one_statement_that_saves(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    with counted(database) as statements:
        visitor.submit("form", go="next", satisfaction="satisfied")
    assert [word for word in statements if word != "BEGIN"] == ["UPDATE", "SELECT"]


def test_pages_that_are_the_same_for_everybody_leave_the_store_alone(
    visitor: Visitor, database: Database
) -> None:
    visitor.get(f"{SURVEY}/all")
    with counted(database) as statements:
        for page in ("", "/all", "/sent"):
            visitor.get(f"{SURVEY}{page}")
    assert statements == []


def test_sending_all_questions_at_once_is_one_statement_a_table(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    with counted(database) as statements:
        visitor.submit("form", satisfaction="satisfied", **{"goes-well": "de les", "be-better": "de groep"})
    assert [word for word in statements if word != "BEGIN"] == ["INSERT", "INSERT", "INSERT"]


def test_a_kept_page_reads_the_same_for_browsers_that_cannot_unpack_it(visitor: Visitor) -> None:
    plain = visitor.client.get(SURVEY)
    packed = visitor.client.get(SURVEY, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"] == plain.headers["Vary"]
    assert gunzipped(packed.data) == plain.data


def gunzipped(data: bytes) -> bytes:
    """What a browser makes of it."""
    return zlib.decompress(data, zlib.MAX_WBITS | 16)
