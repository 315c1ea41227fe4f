"""The survey on a phone: an introduction, one question a page, and a look at the answers.

Browsers that keep no cookies get all questions on one page. Nothing here needs JavaScript.
"""

from flask import abort, make_response, request
from werkzeug.wrappers import Response

from feedback.given import from_draft
from feedback.questionnaires import Item, Questionnaire
from feedback.respond import drafts
from feedback.respond.blueprint import blueprint
from feedback.respond.reading import read_one, typed
from feedback.respond.survey_pages import (
    COOKIE,
    check_page,
    everything_page,
    introduction_page,
    phase_of,
    question_page,
)
from feedback.respond.visits import Page, arrival, begun, give_cookie, questionnaire, remember, to
from feedback.store.responses import Stream
from feedback.web.sessions import connection, today


@blueprint.get("/<language:language>/survey/<survey>")
def introduction(survey: str) -> Page:
    """Who asks, why, and what never happens; then start, or go on with what was begun."""
    asked, draft = begun(survey)
    stream = Stream.ASSISTED if "assisted" in request.args else Stream.OPEN
    return introduction_page(asked, draft, lost="lost" in request.args, stream=stream)


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
    token = drafts.start(connection(), asked.version_id, today(), arrival(), {})
    connection().commit()
    response = to("step", survey=survey, number=1, new=1)
    remember(response, token)
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
    return question_page(asked, number, typed(item, given.get(item.code)), phase=phase_of(given))


@blueprint.post("/<language:language>/survey/<survey>/<int:number>")
def save_step(survey: str, number: int) -> Page:
    """The answer saved, and the next page; or the same page with what must be mended."""
    asked = questionnaire(survey)
    item = _item(asked, number)
    given, problems = read_one(item, request.form)
    if given is None:
        return question_page(asked, number, request.form, problems), 400
    token = request.cookies.get(COOKIE)
    if not drafts.save(connection(), token, asked.version_id, today(), {item.code: given}):
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
    stream = Stream.ASSISTED if "assisted" in request.args else Stream.OPEN
    response: Response = make_response(everything_page(questionnaire(survey), {}, stream=stream))
    if not request.cookies:  # a browser that brings this back keeps cookies, so its code can go in one
        give_cookie(response, "cookies", "kept")
    return response


@blueprint.post("/<language:language>/survey/<survey>/all")
def everything_again(survey: str) -> Page:
    """The same page in another language with all that was typed."""
    return everything_page(questionnaire(survey), request.form)


def _item(asked: Questionnaire, number: int) -> Item:
    if not 1 <= number <= len(asked.items):
        abort(404)
    return asked.items[number - 1]
