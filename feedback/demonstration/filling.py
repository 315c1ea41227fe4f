"""A fresh installation filled: two tertials of answers, questions, deliveries and a report each."""

import datetime as dt
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask import Flask

from analysis.periods import Tertial
from analysis.themes.artefact import load_or_train
from analysis.themes.classifier import Classifier
from feedback.app import create_app, dutch_today
from feedback.demonstration.browser import opened
from feedback.demonstration.respondents import answer_surveys, ask_questions
from feedback.demonstration.sayings import Sayings
from feedback.demonstration.signals import follow_signals
from feedback.demonstration.staff import (
    Colleagues,
    add_theme,
    audit,
    compile_report,
    deliver,
    invite,
    open_accounts,
    review,
)
from feedback.demonstration.stage import SPOKEN, Calendar, Size, Stage
from feedback.demonstration.summary import PeriodSummary, Summary
from feedback.installation import install
from feedback.settings import Settings
from feedback.store.database import Database
from feedback.store.models import accounts, deliveries, reports, responses, verbatims
from feedback.theming.predicting import work
from feedback.theming.taxonomy import known
from feedback.theming.themer import Themer, Themes

FULL = Size()
SEED = 2021
SAMPLE, DOUBLE = 40, 8
"""How many of the few questions of a demonstration the audit reads, and how many of those two people read."""
DELIVERY_TIME = dt.timedelta(days=10)
"""How long after a tertial its counts are delivered and compiled."""
_FILLED = (
    accounts.Account,
    responses.Response,
    responses.Draft,
    verbatims.Verbatim,
    deliveries.Delivery,
    reports.Report,
)


class NotEmptyError(ValueError):
    """The database holds something already, and a demonstration never mixes with anything else."""


def fill(
    settings: Settings,
    tell: Callable[[str], None],
    size: Size = FULL,
    *,
    today: dt.date | None = None,
    themer: Themer | None = None,
) -> Summary:
    """What went into an empty installation, all of it through the pages that real users see.

    Fills the tertial of `today` and the one before it with `size` each, and tells how far it is. Raises
    ValueError unless the settings say that this is a demonstration, NotEmptyError (before anything is
    changed) where the database holds anything, and UnexpectedPageError when a page is not as expected.
    """
    if not settings.demonstration:
        raise ValueError("the settings do not say that this is a demonstration")
    today, database = today or dutch_today(), Database(settings.database)
    with ExitStack() as afterwards:
        afterwards.callback(database.dispose)
        _refuse_unless_empty(database)
        tell("Making the database and accounts")
        passphrase = _install(database, Tertial.of(today).previous.first_day, settings)
        calendar, dice = Calendar(today), Random(SEED)  # noqa: S311 - dice hide nothing
        # there is no TLS here, and everybody is quick and says what others said
        app = create_app(replace(settings, secure_cookies=False, burst_limit=0), calendar, database)
        app.extensions["themer"] = _ready(themer or _new_themer(settings, database, tell), tell)
        new_person = afterwards.enter_context(opened(app))
        languages = tuple(code for code in SPOKEN if code in app.extensions["languages"])
        stage = Stage(new_person, calendar, today, dice, Sayings(dice), size, languages, tell)
        return Summary(_two_tertials(app, stage, Colleagues.signed_in(new_person, passphrase)), passphrase)


def _refuse_unless_empty(database: Database) -> None:
    if not database.is_there:
        return
    known = set(sa.inspect(database.engine).get_table_names())
    with database.session(write=False) as session:
        for model in _FILLED:
            anything = sa.select(sa.literal(1)).select_from(model).limit(1)
            if model.__tablename__ in known and session.scalar(anything):
                raise NotEmptyError(f"there is something in this database already: {model.__tablename__}")


def _install(database: Database, day: dt.date, settings: Settings) -> str:
    """The passphrase of the accounts in the installation that was made."""
    passphrase = f"demo-{secrets.token_hex(3)}-{secrets.token_hex(3)}"
    install(database, day, settings.surveys_dir)
    open_accounts(database, passphrase)
    return passphrase


def _new_themer(settings: Settings, database: Database, tell: Callable[[str], None]) -> Themer:
    """A themer that says how far its training is, and knows the themes of the demonstration."""

    def load(folder: Path, themes: Themes) -> Classifier:
        return load_or_train(folder, progress=tell, themes=themes)

    return Themer(settings.data_dir / "model", load, lambda: known(database))


def _ready(themer: Themer, tell: Callable[[str], None]) -> Themer:
    tell("Preparing the classifier")
    themer.classifier()
    return themer


def _two_tertials(app: Flask, stage: Stage, colleagues: Colleagues) -> tuple[PeriodSummary, ...]:
    this = Tertial.of(stage.today)
    earlier = _tertial(app, stage, colleagues, this.previous)
    add_theme(stage, colleagues.coordinator)
    follow_signals(stage, colleagues.coordinator)
    _give_themes(app)
    return earlier, _tertial(app, stage, colleagues, this)


def _give_themes(app: Flask) -> None:
    app.extensions["themer"].renew()
    while work(app.extensions["database"], app.extensions["themer"]):
        pass


def _tertial(app: Flask, stage: Stage, colleagues: Colleagues, tertial: Tertial) -> PeriodSummary:
    responses = answer_surveys(stage, tertial, invite(stage, colleagues.coordinator, tertial))
    questions = ask_questions(stage, tertial)
    stage.calendar.day = min(tertial.last_day + DELIVERY_TIME, stage.today)
    stage.tell(f"{tertial}, themes of what was answered")
    _give_themes(app)
    return PeriodSummary(
        str(tertial),
        responses,
        questions,
        review(stage, colleagues.panel, tertial),
        audit(stage, colleagues, tertial) if tertial != Tertial.of(stage.today) else 0,
        deliver(stage, colleagues.partners, tertial),
        compile_report(colleagues.compiler, tertial),
    )
