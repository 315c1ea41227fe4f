"""Texts that say their own theme and confidence, and a classifier that believes them."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analysis.themes.classifier import Classifier
from analysis.vocabulary import THEME_CODES, Asker, Channel, Law
from feedback.store.accounts import Account
from feedback.store.verbatims import Decision, Occasion, Purpose, Verbatim
from feedback.theming.predicting import judged, keep
from feedback.theming.themer import Themer

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class Reader:
    """An encoder and scorer of texts such as "exemption 0.9", whose vectors hold just that."""

    vector_hash = "reader"
    threshold_ = 0.4
    classes_ = np.array(THEME_CODES)

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        self.encoded += texts
        told = [text.split() for text in texts]
        return np.array([[THEME_CODES.index(theme), float(sure)] for theme, sure in told], dtype=np.float32)

    def joined(self, texts: Sequence[str], vectors: NDArray[Any]) -> Any:
        return vectors

    def predict_proba(self, features: Any, languages: Sequence[str]) -> NDArray[np.float64]:
        rows = np.zeros((len(features), len(THEME_CODES)))
        for row, (theme, confidence) in zip(rows, features, strict=True):
            row += (1 - confidence) / (len(THEME_CODES) - 1)
            row[int(theme)] = confidence
        return rows


def classifier(version: str = "e5-new", reader: Reader | None = None) -> Classifier:
    reader = reader or Reader()
    return Classifier(reader, reader, version)


def loaded(folder: Path, found: Classifier | None = None) -> Themer:
    return Themer(folder, lambda _folder, _themes: found or classifier())


def predict(session: Session, found: Classifier, *verbatims: Verbatim) -> None:
    keep(session, *judged(found, [(one.id, one.text, one.language, None) for one in verbatims]))


def write(session: Session, text: str, received_on: dt.date = dt.date(2026, 11, 23), **more: Any) -> Verbatim:
    verbatim = Verbatim(
        id=uuid.uuid4(), purpose=Purpose.QUESTION, asker=Asker.ASYLUM, law=Law.WI2021, channel=Channel.FORM,
        language="nl", text=text, masked=[], flags=[], received_on=received_on, **more,
    )  # fmt: skip
    session.add(verbatim)
    session.flush()
    return verbatim


def reader_of_texts(session: Session, name: str = "p") -> Account:
    email = f"{name}@example.org"
    account = session.scalar(sa.select(Account).where(Account.email == email))
    if account is None:
        account = Account(email=email, password="", fs_uniquifier=name)
        session.add(account)
        session.flush()
    return account


def decide(
    session: Session,
    verbatim: Verbatim,
    theme: str,
    hour: int = 0,
    occasion: Occasion = Occasion.QUEUE,
    who: str = "p",
) -> None:
    session.add(
        Decision(
            verbatim_id=verbatim.id, account_id=reader_of_texts(session, who).id, theme=theme,
            decided_at=NOON + dt.timedelta(hours=hour), occasion=occasion,
        )
    )  # fmt: skip
    session.flush()


def together(number: int, action: Callable[[], object]) -> None:
    threads = [threading.Thread(target=action) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
