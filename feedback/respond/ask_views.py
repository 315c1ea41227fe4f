"""The form on which anybody asks a question, and the page that refers them."""

import time

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from analysis.texts.cleaning import clean
from analysis.vocabulary import THEME_BY_CODE, Asker, Law
from feedback.labels import ASKERS, LAWS
from feedback.respond import questions
from feedback.respond.blueprint import blueprint
from feedback.respond.contacts import websites
from feedback.respond.keys import ExpiredKeyError, ForgedKeyError
from feedback.respond.survey_pages import keys
from feedback.respond.visits import hand_over, handed_over, receipts, shown
from feedback.respond.watch import TRAP, Watch
from feedback.store.responses import Suspicion
from feedback.store.verbatims import Verbatim
from feedback.theming.predicting import predict_now
from feedback.web.language import current
from feedback.web.sessions import session, settings, today


class AskForm(FlaskForm):  # type: ignore[misc]
    """A question with who asks and under which law; no cookie, so no CSRF token: the key is one-time."""

    class Meta:
        """Options of the form."""

        csrf = False

    asker = StringField()
    law = StringField()
    question = StringField()
    key = HiddenField()

    def problems(self, limit: int) -> dict[str, str]:
        """What must be mended, by field."""
        found: dict[str, str] = {}
        if set(request.form) - {"asker", "law", "question", "key", "go", TRAP}:
            found["question"] = _("Something in this form changed on the way. Please look and send it again.")
        if self.asker.data and self.asker.data not in ASKERS:
            found["asker"] = _("Choose one of the answers on this page.")
        if self.law.data and self.law.data not in LAWS:
            found["law"] = _("Choose one of the answers on this page.")
        raw = self.question.data or ""
        length = len(raw if len(raw) > 8 * limit else clean(raw))
        if not length:
            found["question"] = _("Write your question here.")
        elif length > limit:
            found["question"] = _(
                "Your text has %(length)s characters. Make it shorter: at most %(limit)s.",
                length=length,
                limit=limit,
            )
        return found


@blueprint.get("/<language:language>/ask")
def ask() -> str:
    """The empty form."""
    return _page(AskForm(formdata=None), {}, keys().new())


@blueprint.post("/<language:language>/ask")
def send_question() -> Response | str | tuple[str, int]:
    """A question received and referred; or the form again with all that was typed."""
    form = AskForm()
    if request.form.get("go") == "switch":
        return _page(form, {}, form.key.data or keys().new())
    problems = form.problems(settings().question_limit)
    try:
        digest = keys().digest(form.key.data or "")
    except (ExpiredKeyError, ForgedKeyError) as error:
        earlier = questions.find(session(), getattr(error, "digest", ""))
        session().rollback()
        if earlier is not None:
            return _refer(earlier, getattr(error, "digest", ""))
        problems.setdefault("question", _("This page was open for a long time. Please send it again."))
    if problems:
        return _page(form, problems, keys().new()), 400
    return _refer(_store(form, digest), digest)


def _page(form: AskForm, problems: dict[str, str], key: str) -> str:
    return render_template(
        "respond/ask.html", form=form, problems=problems, key=key, limit=settings().question_limit
    )


def _store(form: AskForm, digest: str) -> Verbatim:
    """The question as stored now, or as it was stored when it was sent the first time."""
    question = questions.received(
        form.question.data,
        asker=Asker(form.asker.data or Asker.UNKNOWN),
        law=Law(form.law.data or Law.UNKNOWN),
        key=digest,
        language=current(),
        today=today(),
        demonstration=settings().demonstration,
    )
    question.receipt = receipts().digest(receipts().code(digest))
    question.suspicion = _suspicion(form, digest, question.text)
    try:
        kept = questions.keep(session(), question)
    except IntegrityError:
        session().rollback()  # the same page was sent twice at the same moment
        kept = questions.keep(session(), question)
    session().commit()
    return kept


def _suspicion(form: AskForm, digest: str, text: str) -> Suspicion | None:
    watch: Watch = current_app.extensions["watch"]
    return watch.look(
        "question",
        digest,
        age=keys().age(form.key.data),
        answered=sum(map(bool, (form.asker.data, form.law.data))),
        trapped=bool(request.form.get(TRAP)),
        texts=[text],
        now=time.monotonic(),
    )


def _refer(question: Verbatim, digest: str) -> Response:
    predict_now(session(), current_app.extensions["themer"], question)
    found = questions.referral(session(), question)
    address = url_for(
        "respond.asked",
        theme=found.theme,
        other=list(found.others) or None,
        urgent="1" if found.urgent else None,
        sent=1,
    )
    response = redirect(address, 303)
    hand_over(response, receipts().code(digest))
    return response


@blueprint.get("/<language:language>/asked")
def asked() -> Response:
    """Where the question is referred; the address holds themes and nothing of the question."""
    named = {code: theme for code, theme in THEME_BY_CODE.items() if code != questions.OTHER}
    page = render_template(
        "respond/asked.html",
        theme=named.get(request.args.get("theme", "")),
        others=[code for code in request.args.getlist("other") if code in named][:3],
        urgent="urgent" in request.args,
        sent="sent" in request.args,
        code=handed_over()[0],
        websites=websites(),
    )
    return shown(page)
