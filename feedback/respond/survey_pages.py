"""The pages of the survey, drawn; those that look the same to many are kept."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from flask import Response, current_app, render_template, request
from markupsafe import escape

from feedback.given import Given, from_draft
from feedback.questionnaires import Item, Questionnaire
from feedback.respond.drafts import Found
from feedback.respond.keys import Keys
from feedback.respond.reading import typed
from feedback.respond.shelf import Kept, Shelf
from feedback.store.responses import Stream
from feedback.store.surveys import Kind
from feedback.web.language import current

Page = str | Response
COOKIE = "draft"
_KEY_HERE = "\0key\0"  # no text of a page can hold it, so a kept page has a place for what differs


def keys() -> Keys:
    """The one-time keys of this app."""
    found: Keys = current_app.extensions["keys"]
    return found


def introduction_page(
    asked: Questionnaire,
    draft: Found | None,
    *,
    lost: bool,
    stream: Stream = Stream.OPEN,
    invitation: str = "",
) -> Page:
    """Who asks and why, with a way on for who has begun before, and all questions for a script to show."""
    arrival = {"stream": stream, "invitation": invitation}
    if draft is None and not invitation:
        return _from_shelf("introduction", asked, key="", values={}, has_draft=False, lost=lost, **arrival)
    key = keys().of_draft(request.cookies[COOKIE]) if draft else ""
    given = from_draft(draft.answers) if draft else {}
    values = dict(chain.from_iterable(typed(item, given.get(item.code)).items() for item in asked.items))
    return _drawn(
        "introduction", asked, key=key, values=values, has_draft=draft is not None, lost=lost, **arrival
    )


def question_page(
    asked: Questionnaire,
    number: int,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    phase: str = "",
) -> Page:
    """One question with what was given, and with what must be mended."""
    item: Item = asked.items[number - 1]
    own_words = bool(problems) or (item.kind is Kind.TEXT and bool(values))
    draw = _drawn if own_words else _from_shelf
    return draw(
        "question",
        asked,
        item=item,
        number=number,
        values=values if own_words else {item.code: values.get(item.code, "")},
        problems=problems or {},
        change=bool(request.values.get("change")),
        phase=phase,
    )


def check_page(asked: Questionnaire, draft: Found, *, expired: bool = False) -> str:
    """All answers of a draft, and the button that sends them."""
    key = keys().of_draft(request.cookies[COOKIE])
    given = from_draft(draft.answers)
    return _drawn("check", asked, given=given, key=key, expired=expired, phase=phase_of(given))


def phase_of(given: Mapping[str, Given]) -> str:
    """The part of their integration that somebody says they are in; empty if they did not say."""
    told = given.get("phase")
    return (told.option or "") if told else ""


def everything_page(
    asked: Questionnaire,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    *,
    lost: bool = False,
    expired: bool = False,
    stream: Stream = Stream.OPEN,
) -> str:
    """All questions on one page, with what was typed."""
    key = (not expired and values.get("key")) or keys().new()
    context = {
        "values": values,
        "problems": problems or {},
        "lost": lost,
        "expired": expired,
        "stream": values.get("stream", stream),
        "invitation": values.get("invitation", ""),
    }
    kept = None if values else _kept("everything", asked, {**context, "key": _KEY_HERE})
    if kept is None:
        return _drawn("everything", asked, **context, key=key)
    return kept.page.replace(_KEY_HERE, str(escape(key)))


def sent_page(asked: Questionnaire, code: str = "", phase: str = "") -> str:
    """The confirmation, with the code by which somebody finds their answer again."""
    phases = {option for item in asked.items if item.code == "phase" for option in item.options}
    phase = phase if phase in phases else ""  # a cookie says it, which may say anything
    how = {"posted": request.method == "POST", "phase": phase}  # the menu of languages differs after a POST
    kept = _kept("sent", asked, {**how, "code": _KEY_HERE if code else ""})
    return kept.page.replace(_KEY_HERE, code) if kept else _drawn("sent", asked, **how, code=code)


def _drawn(name: str, asked: Questionnaire, **context: Any) -> str:
    return render_template(f"respond/{name}.html", asked=asked, **context)


def _from_shelf(name: str, asked: Questionnaire, **context: Any) -> Page:
    """A page that looks the same to many, compressed already where the browser can read that."""
    kept = _kept(name, asked, context)
    if kept is None:
        return _drawn(name, asked, **context)
    if not request.accept_encodings["gzip"]:
        return kept.page
    return Response(kept.compressed, mimetype="text/html", headers={"Content-Encoding": "gzip"})


def _kept(name: str, asked: Questionnaire, context: Mapping[str, Any]) -> Kept | None:
    """The page on the shelf; None where links carry the address' own arguments, and for staff."""
    carries = bool(request.args) and name == "introduction"
    if carries or "session" in request.cookies:
        return None
    shelf: Shelf = current_app.extensions["shelf"]
    key = (name, asked.version_id, current(), *(str(value) for value in context.values()))
    return shelf.page(key, lambda: _drawn(name, asked, **context))
