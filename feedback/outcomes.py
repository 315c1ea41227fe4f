"""What was done with what people say: the published outcomes, in the reader's language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.languages import DEFAULT
from feedback.store.signals import Outcome, OutcomeStatus, OutcomeText, Signal

MOST = 100
"""Outcomes that a page tells at most, the newest ones."""


@dataclass(frozen=True)
class Published:
    """One outcome as everybody may read it: no person, no owner, and nothing of the signal but its theme.

    `language` is that of the text: the reader's, else Dutch. `checked` says whether a native speaker read
    it. `theme` is a code, or None for a signal that is about no theme.
    """

    theme: str | None
    status: OutcomeStatus
    text: str
    language: str
    checked: bool
    published_on: dt.date


def published(
    session: Session, language: str, *, demonstration: bool, theme: str | None = None, most: int = MOST
) -> Sequence[Published]:
    """The published outcomes, newest first, all or of one theme; invented ones only in a demonstration."""
    of_theme = sa.func.coalesce(Outcome.theme, Signal.theme)
    chosen = (
        sa.select(Outcome, of_theme)
        .outerjoin(Signal, Signal.id == Outcome.signal_id)
        .where(Outcome.published_on.is_not(None))
        .order_by(Outcome.published_on.desc(), Outcome.id)
        .limit(most)
    )
    if not demonstration:
        chosen = chosen.where(~Outcome.demonstration)
    if theme is not None:
        chosen = chosen.where(of_theme == theme)
    rows = session.execute(chosen).all()
    texts = _texts(session, [outcome for outcome, _theme in rows], language)
    return [_public(outcome, code, texts[outcome.id]) for outcome, code in rows]


def _texts(session: Session, outcomes: Sequence[Outcome], language: str) -> dict[object, OutcomeText]:
    """The text of each outcome in the language, else in Dutch, which every published one has."""
    wanted = sa.select(OutcomeText).where(
        OutcomeText.outcome_id.in_([outcome.id for outcome in outcomes]),
        OutcomeText.language.in_({language, DEFAULT}),
    )
    found = sorted(session.scalars(wanted), key=lambda text: text.language == language)
    return {text.outcome_id: text for text in found}


def _public(outcome: Outcome, theme: str | None, text: OutcomeText) -> Published:
    if outcome.published_on is None:
        raise ValueError("a draft is not told")
    return Published(
        theme=theme,
        status=outcome.status,
        text=text.text,
        language=text.language,
        checked=bool(text.checked_by),
        published_on=outcome.published_on,
    )
