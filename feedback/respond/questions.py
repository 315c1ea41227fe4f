"""Asking a question: it is masked, kept for the panel and the report, and referred; never answered here."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.texts.intake import receive
from analysis.vocabulary import Asker, Channel, Flag, Law
from feedback.store.verbatims import Prediction, Purpose, Verbatim

OTHER = "other"
"""The theme that refers to nobody in particular."""


@dataclass(frozen=True)
class Referral:
    """Where a question is referred: its best theme if the model is sure, what else it may be, and urgency."""

    theme: str | None
    others: Sequence[str]
    urgent: bool


def received(
    text: str, *, asker: Asker, law: Law, key: str, language: str, today: dt.date, demonstration: bool
) -> Verbatim:
    """A question, masked and ready to be kept."""
    looked_at = receive(text, language)
    return Verbatim(
        id=uuid.uuid4(),
        purpose=Purpose.QUESTION,
        asker=asker,
        law=law,
        channel=Channel.FORM,
        language=looked_at.language,
        text=looked_at.text,
        masked=list(looked_at.masked),
        flags=[flag.value for flag in looked_at.flags],
        received_on=today,
        submission_key=key,
        demonstration=demonstration,
    )


def keep(session: Session, question: Verbatim) -> Verbatim:
    """The question as it is kept: this one, or the one that came with the same key before.

    When both come at the same moment the later one fails with IntegrityError.
    """
    earlier = find(session, question.submission_key or "")
    if earlier is None:
        session.add(question)
        session.flush()
    return earlier or question


def find(session: Session, key: str) -> Verbatim | None:
    """The question that arrived with this key digest."""
    return session.scalar(select(Verbatim).where(Verbatim.submission_key == key))


def referral(session: Session, question: Verbatim) -> Referral:
    """Where to refer a question, from what the model made of it; nowhere in particular if it made nothing."""
    prediction = session.scalar(
        select(Prediction).where(Prediction.verbatim_id == question.id).order_by(Prediction.model_version)
    )
    urgent = bool({Flag.DISTRESS, Flag.VIOLENCE_SAFETY} & set(question.flags))
    if prediction is None:
        return Referral(None, (), urgent)
    likely = [prediction.theme, *(str(theme) for theme, _probability in prediction.alternatives)]
    likely = [theme for theme in dict.fromkeys(likely) if theme != OTHER]
    if urgent or prediction.abstained or prediction.theme == OTHER:
        return Referral(None, () if urgent else likely[:3], urgent)
    return Referral(likely[0], likely[1:3], urgent)
