"""What the panel decided, learnt from: its decisions become training texts, but for those of the audit."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.themes.storage import replaced
from analysis.themes.training import TrainingText
from feedback.store.verbatims import Decision, Occasion, Verbatim
from feedback.theming.finding import last_decision
from feedback.theming.taxonomy import themes
from feedback.theming.themer import DECIDED

if TYPE_CHECKING:
    from analysis.themes.classifier import Classifier

Progress = Callable[[str], None]


def training_texts(session: Session) -> list[TrainingText]:
    """What the panel decided as training texts: each text once, masked, with the theme decided last.

    A text of the audit is never learnt from: a model that knows it would look better on it than on
    the texts that it stands for.
    """
    statement = (
        sa.select(Verbatim.id, Verbatim.language, Verbatim.text, last_decision().label("theme"))
        .where(
            sa.exists().where(Decision.verbatim_id == Verbatim.id),
            ~sa.exists().where(Decision.verbatim_id == Verbatim.id, Decision.occasion == Occasion.AUDIT),
            Verbatim.suspicion.is_(None),
        )
        .order_by(Verbatim.id)
    )
    return [
        TrainingText(id=str(key), lang=language, theme=theme, group=str(key), text=text)
        for key, language, text, theme in session.execute(statement)
        if text.strip()
    ]


def retrain(session: Session, folder: Path, progress: Progress | None = None) -> "Classifier":
    """The classifier trained on the shipped texts and the panel's decisions, kept in the folder.

    The session is closed before the training begins. Running processes find it by themselves.
    """
    from analysis.themes.artefact import load_or_train

    texts, taxonomy = training_texts(session), themes(session)
    session.close()
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / DECIDED) as file:  # first, as who sees the new training reads it too
        file.writelines(json.dumps(asdict(text)).encode() + b"\n" for text in texts)
    return load_or_train(folder, texts, progress, taxonomy)
