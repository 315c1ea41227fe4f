"""Sending a survey: stored once, however often and on whatever line it is sent; then the confirmation.

Where a script sends it, behind the scenes and with `Accept: application/json`, the answer is JSON:
`saved` and `key` while somebody answers, `code` when all has arrived, else `problems` by question.
"""

import time
from collections.abc import Mapping

from flask import current_app, jsonify, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from feedback import invitations
from feedback.given import Given, from_draft
from feedback.questionnaires import Questionnaire
from feedback.respond import drafts
from feedback.respond.blueprint import blueprint
from feedback.respond.drafts import Arrival
from feedback.respond.keys import ExpiredKeyError, ForgedKeyError
from feedback.respond.reading import read_all
from feedback.respond.responses import is_sent, submit
from feedback.respond.survey_pages import COOKIE, check_page, everything_page, keys, phase_of, sent_page
from feedback.respond.visits import (
    Page,
    arrival,
    begun,
    forget,
    hand_over,
    handed_over,
    questionnaire,
    receipts,
    remember,
    shown,
    to,
)
from feedback.respond.watch import TRAP, Watch
from feedback.store.responses import Suspicion
from feedback.web.language import current
from feedback.web.sessions import connection, session, settings, today

SHORTEST_NONCE = 20
"""Signs of a random text by which the tabs of one browser begin one draft, even before it has a cookie."""


@blueprint.post("/<language:language>/survey/<survey>/save")
def save(survey: str) -> Page:
    """What was answered so far, kept behind the scenes, with the one-time key of the draft."""
    asked = questionnaire(survey)
    given, problems = read_all(asked, request.form)
    answered = {code: one for code, one in given.items() if {code, f"{code}.outcome"} & set(request.form)}
    token = request.cookies.get(COOKIE, "")
    if "again" in request.form and token:
        drafts.discard(connection(), token)
    if not drafts.save(connection(), token, asked.version_id, today(), answered):
        token = _begin(asked, answered)
    connection().commit()
    response = jsonify(saved=True, key=keys().of_draft(token), problems=problems)
    remember(response, token)
    return response


def _begin(asked: Questionnaire, answered: Mapping[str, Given]) -> str:
    """The token of a new draft, or of the one that another tab with the same nonce began before."""
    nonce = request.form.get("nonce", "")
    token = keys().token(nonce) if len(nonce) >= SHORTEST_NONCE else ""
    if drafts.save(connection(), token, asked.version_id, today(), answered):
        return token
    try:
        return drafts.start(connection(), asked.version_id, today(), arrival(), answered, token)
    except IntegrityError:
        connection().rollback()  # at this very moment
        drafts.save(connection(), token, asked.version_id, today(), answered)
        return token


@blueprint.post("/<language:language>/survey/<survey>/send")
def send(survey: str) -> Page:
    """The answers stored once; then the confirmation."""
    key, is_fresh = _digest(request.form.get("key", ""))
    if key and not is_fresh and is_sent(session(), key):
        return _sent(survey, key)
    return _send_everything(survey, key, is_fresh) if "all" in request.form else _send_draft(survey, key)


def _send_everything(survey: str, key: str, is_fresh: bool) -> Page:
    asked = questionnaire(survey)
    given, problems = read_all(asked, request.form)
    if not is_fresh or (problems and not is_sent(session(), key)):
        return _not_yet(asked, problems, expired=not is_fresh)
    if not problems and not _store_once(asked, given, key, arrival()):
        return to("used")
    return _sent(survey, key, phase_of(given))


def _not_yet(asked: Questionnaire, problems: Mapping[str, str], *, expired: bool) -> Page:
    if _is_script():
        return jsonify(problems=problems, key=keys().new() if expired else None), 400
    return everything_page(asked, request.form, problems, expired=expired), 400


def _send_draft(survey: str, key: str) -> Page:
    asked, draft = begun(survey, lock=True)
    if draft is None:
        is_done = bool(key) and is_sent(session(), key)
        return _sent(survey, key) if is_done else to("introduction", survey=survey, lost=1)
    if key != _digest(keys().of_draft(request.cookies[COOKIE]))[0]:
        return check_page(asked, draft, expired=True), 400
    given = from_draft(draft.answers)
    if not _store_once(asked, given, key, draft.arrival):
        return to("used")
    return _sent(survey, key, phase_of(given))


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


def _store_once(asked: Questionnaire, given: Mapping[str, Given], key: str, came: Arrival) -> bool:
    """Whether the answers are stored; False where somebody answered with this personal link before.

    One transaction: the response arrives, the link is used up and the draft goes. A twin that was
    faster is no error.
    """
    try:
        submit(
            session(),
            asked,
            given,
            key=key,
            receipt=receipts().digest(receipts().code(key)),
            language=current(),
            stream=came.stream,
            suspicion=_suspicion(given, key),
            today=today(),
            demonstration=settings().demonstration,
        )
        if came.invitation and not invitations.use(session(), came.invitation, today()):
            session().rollback()
            return False
        if COOKIE in request.cookies:
            drafts.discard(session(), request.cookies[COOKIE])
        session().commit()
    except IntegrityError:
        session().rollback()
        if not is_sent(session(), key):
            raise
    return True


def _suspicion(given: Mapping[str, Given], key: str) -> Suspicion | None:
    """Why a person should look at these answers; None for nearly all."""
    watch: Watch = current_app.extensions["watch"]
    return watch.look(
        "survey",
        key,
        age=keys().age(request.form["key"]),
        answered=sum(1 for one in given.values() if one.option),
        trapped=bool(request.form.get(TRAP)),
        texts=[one.text for one in given.values() if one.text],
        now=time.monotonic(),
    )


def _sent(survey: str, key: str, phase: str = "") -> Page:
    """On to the confirmation, with the code for it in a cookie; at once where there are no cookies."""
    code = receipts().code(key)
    if _is_script():
        response: Response = jsonify(code=code)
    elif "all" in request.form and not request.cookies:
        return sent_page(questionnaire(survey), code, phase)
    else:
        response = to("sent", survey=survey)
        hand_over(response, code, phase)
    forget(response)
    return response


@blueprint.get("/<language:language>/survey/<survey>/sent")
def sent(survey: str) -> Page:
    """The confirmation: what happens next, whom to ask, and the code, which is shown once."""
    return shown(sent_page(questionnaire(survey), *handed_over()))


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
