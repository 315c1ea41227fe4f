"""Whatever is sent: a clear message, what was typed is kept, nothing half stored, never a traceback."""

import pytest
import sqlalchemy as sa

from feedback.store.database import Database
from feedback.store.responses import Response
from feedback.store.verbatims import Verbatim
from tests.feedback.respond.walk import SURVEY, begin, stored
from tests.visitor import Visitor

HOSTILE = {
    "nul": "voor\0na",
    "half a surrogate pair": "voor\ud800na",
    "right-to-left override": "voor\u202ena",
    "many combining marks": "a" + "\u0301" * 500,
    "a ligature that expands": "\ufdfa",
    "tag characters": "a\U000e0041\U000e007f",
    "markup": "<script>alert(1)</script>",
    "a template": "{{ 7*7 }}{% raw %}",
    "a statement": "'); DROP TABLE responses;--",
}


def counted(database: Database) -> tuple[int, int]:
    with database.session(write=False) as session:
        return tuple(
            session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Response, Verbatim)
        )  # type: ignore[return-value]


@pytest.mark.parametrize("kind", HOSTILE)
def test_strange_characters_are_stored_clean_or_shown_harmless(
    visitor: Visitor, database: Database, kind: str
) -> None:
    body = HOSTILE[kind].encode("utf-8", "surrogatepass")
    visitor.get("/nl/ask")
    visitor.submit("form", question=body)
    assert visitor.address.startswith("/nl/asked")
    visitor.get(f"{SURVEY}/all")
    visitor.post(f"{SURVEY}/send", visitor.forms["form"].values | {"be-better": body})
    assert visitor.address == f"{SURVEY}/sent"
    assert stored(database)[0]["be-better"]
    assert not set("\0\ud800\u202e\U000e0041") & set(stored(database)[0]["be-better"])


def test_what_was_typed_is_never_markup(visitor: Visitor) -> None:
    begin(visitor)
    visitor.get(f"{SURVEY}/11")
    visitor.submit("form", go="next", **{"be-better": HOSTILE["markup"]})
    assert "&lt;script&gt;" in visitor.text
    assert "<script>" not in visitor.text


@pytest.mark.parametrize("length", [1001, 100_000])
def test_a_text_that_is_too_long_comes_back_with_its_length(
    visitor: Visitor, database: Database, length: int
) -> None:
    text = "ለ" * length
    visitor.get("/nl/ask")
    visitor.submit("form", question=text)
    assert (visitor.status, visitor.forms["form"].values["question"]) == (400, text)
    assert str(length) in visitor.text
    begin(visitor)
    visitor.get(f"{SURVEY}/10")
    visitor.submit("form", **{"goes-well": text})
    assert (visitor.status, visitor.forms["form"].values["goes-well"]) == (400, text)
    assert counted(database) == (0, 0)


def test_a_request_that_is_too_large_gets_a_page_that_says_so(visitor: Visitor) -> None:
    visitor.get("/ar/ask")
    visitor.submit("form", question="x" * 6_000_000)
    assert visitor.status == 413
    assert 'dir="rtl"' in visitor.text


@pytest.mark.parametrize(
    "fields",
    [
        {"satisfaction": "heel tevreden"},
        {"satisfaction": "route-b1"},
        {"surprise": "x"},
        {"start": "satisfied"},
    ],
)
def test_wrong_options_and_unknown_fields_are_refused_at_a_step(
    visitor: Visitor, fields: dict[str, str]
) -> None:
    begin(visitor)
    visitor.submit("form", go="next", **fields)
    assert visitor.status == 400
    assert 'href="#satisfaction"' in visitor.text
    visitor.get(f"{SURVEY}/check")
    assert "Tevreden" not in visitor.text


def test_wrong_options_on_the_whole_page_keep_the_rest(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    visitor.submit("form", satisfaction="9", plan="neutral", **{"be-better": "bewaar dit"})
    values = visitor.forms["form"].values
    assert (visitor.status, values["plan"], values["be-better"]) == (400, "neutral", "bewaar dit")
    assert counted(database) == (0, 0)


@pytest.mark.parametrize(
    "fields", [{"question": ""}, {"question": " \n\u200b "}, {"asker": "x"}, {"law": "x"}]
)
def test_a_question_that_cannot_be_sent_says_what_to_do(
    visitor: Visitor, database: Database, fields: dict[str, str]
) -> None:
    visitor.get("/nl/ask")
    visitor.submit("form", **({"question": "bewaar dit"} | fields))
    assert visitor.status == 400
    assert f'href="#{next(iter(fields))}"' in visitor.text
    assert visitor.forms["form"].values["question"] == {"question": "bewaar dit", **fields}["question"]
    assert counted(database) == (0, 0)


def test_what_another_site_sends_is_refused(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    form = visitor.forms["form"]
    visitor.post(form.action, form.values, headers={"Sec-Fetch-Site": "cross-site"})
    assert (visitor.status, counted(database)) == (400, (0, 0))


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_get_a_page_and_not_a_traceback(visitor: Visitor, method: str) -> None:
    response = getattr(visitor.client, method)("/nl/ask")
    assert response.status_code == 405
    assert "h1" in response.text


def test_a_cookie_of_nonsense_is_no_draft(visitor: Visitor) -> None:
    visitor.client.set_cookie("draft", "é\ud7ff%00;x")
    visitor.get(f"{SURVEY}/3")
    assert visitor.address == f"{SURVEY}?lost=1"
