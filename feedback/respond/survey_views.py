"""The survey on a phone: an introduction, one question a page, a look at the answers, and sending.

Browsers that keep no cookies get all questions on one page. Nothing here needs JavaScript.
"""

from collections.abc import Mapping

from flask import Response as FlaskResponse
from flask import abort, current_app, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from feedback.given import Given, from_draft
from feedback.questionnaires import Item, Library, Questionnaire
from feedback.respond import drafts
from feedback.respond.blueprint import blueprint
from feedback.respond.keys import ExpiredKeyError, ForgedKeyError
from feedback.respond.reading import read_all, read_one, typed
from feedback.respond.responses import is_sent, submit
from feedback.respond.survey_pages import (
    COOKIE,
    check_page,
    everything_page,
    introduction_page,
    keys,
    question_page,
    sent_page,
)
from feedback.store.responses import Stream
from feedback.web.language import current
from feedback.web.sessions import connection, session, settings, today

Page = str | Response | tuple[str | FlaskResponse, int]


def to(endpoint: str, **values: object) -> Response:
    """A redirect to another page of the survey, after which "refresh" sends nothing again."""
    return redirect(url_for(f"respond.{endpoint}", **values), 303)  # type: ignore[arg-type]


def questionnaire(survey: str) -> Questionnaire:
    """The published questionnaire of an address, in the version that a form was filled in for; else 404."""
    number = request.form.get("version", type=int)
    named = _library().version(number) if number is not None else None
    found = named if named is not None and named.survey == survey else _library().current(survey)
    if found is None:
        abort(404)
    return found


def begun(survey: str, *, lock: bool = False) -> tuple[Questionnaire, drafts.Found | None]:
    """The questionnaire and this browser's live draft, in the version that it was begun with."""
    token = request.cookies.get(COOKIE)
    draft = drafts.find(session() if lock else connection(), token, today(), lock=lock) if token else None
    own = _library().version(draft.version_id) if draft is not None else None
    if own is not None and own.survey == survey:
        return own, draft
    return questionnaire(survey), None


def _library() -> Library:
    found: Library = current_app.extensions["library"]
    return found


@blueprint.get("/<language:language>/survey/<survey>")
def introduction(survey: str) -> Page:
    """Who asks, why, and what never happens; then start, or go on with what was begun."""
    asked, draft = begun(survey)
    return introduction_page(asked, has_draft=draft is not None, lost="lost" in request.args)


@blueprint.get("/<language:language>/survey/<survey>/start")
def start_again(survey: str) -> Page:
    """Where a browser goes that opens the address of a form."""
    return to("introduction", survey=survey)


@blueprint.post("/<language:language>/survey/<survey>/start")
def start(survey: str) -> Page:
    """A new draft, in place of the one that this browser had."""
    asked = questionnaire(survey)
    if COOKIE in request.cookies:
        drafts.discard(connection(), request.cookies[COOKIE])
    token = drafts.start(connection(), asked.version_id, today())
    connection().commit()
    response = to("step", survey=survey, number=1, new=1)
    response.set_cookie(
        COOKIE,
        token,
        max_age=drafts.LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


@blueprint.get("/<language:language>/survey/<survey>/<int:number>")
def step(survey: str, number: int) -> Page:
    """One question with the answer so far."""
    asked, draft = begun(survey)
    item = _item(asked, number)
    if draft is None:
        if "new" in request.args:  # a browser that was given a cookie just now and shows none keeps none
            return to("everything", survey=survey)
        return to("introduction", survey=survey, lost=1)
    given = from_draft(draft.answers)
    return question_page(asked, number, typed(item, given.get(item.code)))


@blueprint.post("/<language:language>/survey/<survey>/<int:number>")
def save_step(survey: str, number: int) -> Page:
    """The answer saved, and the next page; or the same page with what must be mended."""
    asked = questionnaire(survey)
    item = _item(asked, number)
    given, problems = read_one(item, request.form)
    if given is None:
        return question_page(asked, number, request.form, problems), 400
    token = request.cookies.get(COOKIE)
    if not drafts.save(connection(), token, asked.version_id, today(), item.code, given):
        return everything_page(asked, request.form, lost=True)
    connection().commit()
    return _after(asked, number)


def _after(asked: Questionnaire, number: int) -> Response:
    go = request.form.get("go")
    if go == "switch":
        return to("step", survey=asked.survey, number=number, change=request.form.get("change") or None)
    if go == "back" and request.form.get("change"):
        return to("check", survey=asked.survey)
    if go == "back" and number == 1:
        return to("introduction", survey=asked.survey)
    if go == "back":
        return to("step", survey=asked.survey, number=number - 1)
    if request.form.get("change") or number == len(asked.items):
        return to("check", survey=asked.survey)
    return to("step", survey=asked.survey, number=number + 1)


@blueprint.get("/<language:language>/survey/<survey>/check")
def check(survey: str) -> Page:
    """All answers, each with a way to change it, and the button that sends them."""
    asked, draft = begun(survey)
    if draft is None:
        return to("introduction", survey=survey, lost=1)
    return check_page(asked, draft)


@blueprint.get("/<language:language>/survey/<survey>/all")
def everything(survey: str) -> Page:
    """All questions on one page, for browsers that keep no cookies."""
    return everything_page(questionnaire(survey), {})


@blueprint.post("/<language:language>/survey/<survey>/all")
def everything_again(survey: str) -> Page:
    """The same page in another language with all that was typed."""
    return everything_page(questionnaire(survey), request.form)


@blueprint.post("/<language:language>/survey/<survey>/send")
def send(survey: str) -> Page:
    """The answers stored once, however often they are sent; then the confirmation."""
    key, is_fresh = _digest(request.form.get("key", ""))
    if key and not is_fresh and is_sent(session(), key):
        return _sent(survey)
    return _send_everything(survey, key, is_fresh) if "all" in request.form else _send_draft(survey, key)


def _send_everything(survey: str, key: str, is_fresh: bool) -> Page:
    asked = questionnaire(survey)
    given, problems = read_all(asked, request.form)
    if not is_fresh or (problems and not is_sent(session(), key)):
        return everything_page(asked, request.form, problems, expired=not is_fresh), 400
    if not problems:
        _store_once(asked, given, key)
    return _sent(survey)


def _send_draft(survey: str, key: str) -> Page:
    asked, draft = begun(survey, lock=True)
    if draft is None:
        is_done = bool(key) and is_sent(session(), key)
        return _sent(survey) if is_done else to("introduction", survey=survey, lost=1)
    if key != _digest(keys().of_draft(request.cookies[COOKIE]))[0]:
        return check_page(asked, draft, expired=True), 400
    _store_once(asked, from_draft(draft.answers), key)
    return _sent(survey)


@blueprint.get("/<language:language>/survey/<survey>/send")
def send_again(survey: str) -> Page:
    """Where a browser goes that opens the address of a form."""
    return to("check", survey=survey)


def _digest(key: str) -> tuple[str, bool]:
    """The digest of a key, and whether it is still fresh; empty for a key that is not ours."""
    try:
        return keys().digest(key), True
    except ExpiredKeyError as error:
        return error.digest, False
    except ForgedKeyError:
        return "", False


def _store_once(asked: Questionnaire, given: Mapping[str, Given], key: str) -> None:
    """One transaction: the response arrives and the draft goes; a twin that was faster is no error."""
    try:
        submit(
            session(),
            asked,
            given,
            key=key,
            language=current(),
            stream=Stream.OPEN,
            today=today(),
            demonstration=settings().demonstration,
        )
        if COOKIE in request.cookies:
            drafts.discard(session(), request.cookies[COOKIE])
        session().commit()
    except IntegrityError:
        session().rollback()
        if not is_sent(session(), key):
            raise


@blueprint.get("/<language:language>/survey/<survey>/sent")
def sent(survey: str) -> Page:
    """The confirmation: what happens next and whom to ask."""
    return sent_page(questionnaire(survey))


def _sent(survey: str) -> Response:
    response = to("sent", survey=survey)
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response


def _item(asked: Questionnaire, number: int) -> Item:
    if not 1 <= number <= len(asked.items):
        abort(404)
    return asked.items[number - 1]
