"""Deliveries, questions and accounts for the tests of the vraagbaak, made with few words."""

import datetime as dt
import hashlib
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.deliveries.delivery import CountRow
from analysis.periods import Tertial
from analysis.vocabulary import Asker, Channel, Law, Partner
from feedback.staff.accounts import ensure_roles
from feedback.store.accounts import Account, RoleName
from feedback.store.deliveries import Delivery
from feedback.store.reports import Report
from feedback.store.responses import Response, Stream
from feedback.store.surveys import SurveyVersion
from feedback.store.verbatims import Decision, Prediction, Purpose, Verbatim
from feedback.theming.audit import Plan
from feedback.vraagbaak import deliveries, reports
from feedback.vraagbaak.shares import OwnFigures

T3 = Tertial(2026, 3)
MOMENT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
MODEL = "e5-test"
NOTHING: OwnFigures = {"reason": "none", "sample": 4, "both": 0, "agreed": 0, "shares": []}
"""The figures of our own questions where nobody asked one."""


def account(session: Session, partner: str | None = None, *, demonstration: bool = False) -> int:
    """The id of a new account of a partner, or of a compiler; nobody can sign in with it."""
    role = RoleName.PARTNER if partner else RoleName.COMPILER
    made = Account(
        email=f"{uuid.uuid4().hex}@example.org",
        password="-",
        fs_uniquifier=uuid.uuid4().hex,
        partner=Partner(partner) if partner else None,
        roles=[ensure_roles(session)[role]],
        demonstration=demonstration,
    )
    session.add(made)
    session.flush()
    return made.id


def row(asker: str, theme: str, count: int, law: str, language: str, channel: str) -> CountRow:
    """One line of a delivery."""
    return CountRow(Asker(asker), theme, Law(law), language, Channel(channel), count)


def deliver(
    session: Session, partner: Partner, period: Tertial, *rows: CountRow, account_id: int, **options: Any
) -> Delivery:
    """A stored delivery of these rows, from a file that says exactly that."""
    file = deliveries.File.named("vragen.csv", hashlib.sha256(repr(rows).encode()).hexdigest())
    usual: dict[str, Any] = {"delivered_at": MOMENT, "account_id": account_id, "demonstration": False}
    return deliveries.keep(session, partner, period, rows, file, **usual | options)


def question(session: Session, day: dt.date, **kind: Any) -> uuid.UUID:
    """A stored question of an unknown asker in Dutch, but for what `kind` says."""
    usual = {
        "purpose": Purpose.QUESTION,
        "asker": Asker.UNKNOWN,
        "law": Law.UNKNOWN,
        "channel": Channel.FORM,
        "language": "nl",
    }
    made = Verbatim(
        id=uuid.uuid4(),
        text="?",
        masked=[],
        flags=[],
        received_on=day,
        **usual | kind,
    )
    session.add(made)
    session.flush()
    return made.id


def predict(session: Session, verbatim: uuid.UUID, theme: str, *, abstained: bool = False) -> None:
    """What the model makes of a text."""
    session.add(
        Prediction(
            verbatim_id=verbatim,
            model_version=MODEL,
            theme=theme,
            confidence=0.5,
            alternatives=[],
            abstained=abstained,
        )
    )


def decide(session: Session, verbatim: uuid.UUID, theme: str, account_id: int, after: int = 0) -> None:
    """What a person decides about a text, so many minutes after the others."""
    moment = MOMENT + dt.timedelta(minutes=after)
    session.add(Decision(verbatim_id=verbatim, account_id=account_id, theme=theme, decided_at=moment))


def answer(session: Session, day: dt.date) -> None:
    """A text that somebody wrote in a survey: not a question."""
    version = session.scalars(sa.select(SurveyVersion.id)).first()
    response = Response(
        id=uuid.uuid4(), version_id=version, language="nl", stream=Stream.OPEN, received_on=day
    )
    session.add(response)
    session.flush()
    question(session, day, purpose=Purpose.ANSWER, response_id=response.id, question_code="better")


def compile_now(session: Session, period: Tertial = T3, **options: Any) -> Report:
    """The report on a tertial as the compiler's button makes it."""
    usual: dict[str, Any] = {
        "today": MOMENT.date(),
        "threshold": 10,
        "model_version": MODEL,
        "code_version": "1",
    }
    plan = Plan(
        period, options.pop("sample", 4), options.pop("double", 1), options.pop("demonstration", False)
    )
    kept = {"compiled_at": options.pop("compiled_at", MOMENT), "account_id": options.pop("account_id", None)}
    return reports.keep(session, reports.compute(session, plan, **usual | options), **kept)
