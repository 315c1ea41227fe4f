"""The pages of the survey, drawn; those that look the same to many are kept."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, render_template, request
from markupsafe import escape

from feedback.given import from_draft
from feedback.questionnaires import Item, Questionnaire
from feedback.respond.drafts import Found
from feedback.respond.keys import Keys
from feedback.respond.shelf import Shelf
from feedback.store.surveys import Kind
from feedback.web.language import current

COOKIE = "draft"
_KEY_HERE = "\0key\0"  # no text of a page can hold it


def keys() -> Keys:
    """The one-time keys of this app."""
    found: Keys = current_app.extensions["keys"]
    return found


def introduction_page(asked: Questionnaire, *, has_draft: bool, lost: bool) -> str:
    """Who asks and why, with a way on for who has begun before."""
    return _drawn("introduction", asked, has_draft=has_draft, lost=lost)


def question_page(
    asked: Questionnaire,
    number: int,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
) -> str:
    """One question with what was given, and with what must be mended."""
    item: Item = asked.items[number - 1]
    own_words = bool(problems) or (item.kind is Kind.TEXT and bool(values))
    return _drawn(
        "question",
        asked,
        keep=not own_words,
        item=item,
        number=number,
        values=values if own_words else {item.code: values.get(item.code, "")},
        problems=problems or {},
        change=bool(request.values.get("change")),
    )


def check_page(asked: Questionnaire, draft: Found, *, expired: bool = False) -> str:
    """All answers of a draft, and the button that sends them."""
    key = keys().of_draft(request.cookies[COOKIE])
    return _drawn("check", asked, keep=False, given=from_draft(draft.answers), key=key, expired=expired)


def everything_page(
    asked: Questionnaire,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    *,
    lost: bool = False,
    expired: bool = False,
) -> str:
    """All questions on one page, with what was typed."""
    key = (not expired and values.get("key")) or keys().new()
    page = _drawn(
        "everything",
        asked,
        keep=not values,
        values=values,
        problems=problems or {},
        key=_KEY_HERE,
        lost=lost,
        expired=expired,
    )
    return page.replace(_KEY_HERE, str(escape(key)))


def sent_page(asked: Questionnaire) -> str:
    """The confirmation."""
    return _drawn("sent", asked)


def _drawn(name: str, asked: Questionnaire, *, keep: bool = True, **context: Any) -> str:
    def draw() -> str:
        return render_template(f"respond/{name}.html", asked=asked, **context)

    # links carry the address' own arguments along, and staff see more in the footer
    carries = bool(request.args) and name in {"introduction", "sent"}
    if not keep or carries or "session" in request.cookies:
        return draw()
    shelf: Shelf = current_app.extensions["shelf"]
    return shelf.page((name, asked.version_id, current(), *(str(value) for value in context.values())), draw)
