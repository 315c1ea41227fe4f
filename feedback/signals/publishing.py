"""What people are told about what was done: written in several languages, and published."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from feedback.languages import DEFAULT
from feedback.signals import steps
from feedback.store.signals import Outcome, OutcomeStatus, OutcomeText, Signal


class NoDutchError(ValueError):
    """What has no Dutch text is not published: everybody who lacks another language reads that."""


def write_outcome(
    session: Session,
    outcome: Outcome | None,
    *,
    status: OutcomeStatus,
    texts: Mapping[str, str],
    signal: Signal | None = None,
    theme: str | None = None,
    demonstration: bool = False,
) -> Outcome:
    """The outcome with these texts by language, a new draft where it is None; an empty text is left out.

    A text that changes has not been checked by anybody any more. The status of a published outcome and the
    Dutch text that it must have stay: what was changed later is another outcome. Raises NoDutchError.
    """
    if outcome is None:
        about = {"signal_id": signal.id} if signal else {"theme": theme}
        outcome = Outcome(**about, status=status, texts=[], demonstration=demonstration)
        session.add(outcome)
    if outcome.published_on is None:
        outcome.status = status
    elif not texts.get(DEFAULT):
        raise NoDutchError
    old = {text.language: text for text in outcome.texts}
    outcome.texts = [_row(old.get(language), language, text) for language, text in texts.items() if text]
    session.flush()
    return outcome


def _row(old: OutcomeText | None, language: str, text: str) -> OutcomeText:
    if old is None:
        return OutcomeText(language=language, text=text)
    if old.text != text:
        old.text, old.checked_by = text, ""
    return old


def publish_outcome(
    session: Session, outcome: Outcome, *, moment: dt.datetime, today: dt.date, account_id: int | None
) -> None:
    """The outcome published from today on, once; its signal's history tells it. Raises NoDutchError."""
    if not any(text.language == DEFAULT for text in outcome.texts):
        raise NoDutchError
    if outcome.published_on is not None:
        return
    outcome.published_on = today
    session.flush()
    signal = session.get(Signal, outcome.signal_id) if outcome.signal_id else None
    if signal is not None:
        told = {"outcome": [None, outcome.status.value]}
        steps.note(session, signal, "", moment=moment, account_id=account_id, changed=told)
