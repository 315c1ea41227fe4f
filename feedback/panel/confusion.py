"""Where the computer and people differ: every text of the audits, by the theme that people gave it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.themes.card import Card
from feedback.store.verbatims import Decision, Occasion, Prediction, Verbatim
from feedback.theming.finding import best_prediction, last_decision, plain


@dataclass(frozen=True)
class Row:
    """How many texts people gave a theme, about how many the computer agreed, and what else it said."""

    theme: str
    texts: int
    right: int
    others: Sequence[tuple[str, int]]


def rows(session: Session, model_version: str | None) -> list[Row]:
    """One row a theme that people gave to a text of an audit, the most frequent first.

    Only the audit tells this fairly: texts in the queue are the ones the computer is least sure of.
    """
    audited = last_decision(where=Decision.occasion == Occasion.AUDIT)
    one = (
        sa.select(
            audited.label("people"), best_prediction(plain(Prediction.theme), model_version).label("model")
        )
        .where(sa.exists().where(Decision.verbatim_id == Verbatim.id, Decision.occasion == Occasion.AUDIT))
        .where(Verbatim.suspicion.is_(None))
        .subquery()
        .c
    )
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counted = sa.select(one.people, one.model, sa.func.count()).where(one.model.is_not(None))
    for by_people, by_model, number in session.execute(counted.group_by(one.people, one.model)):
        pairs[by_people][by_model] += number
    return _sorted(pairs)


def of_the_test(card: Card) -> list[Row]:
    """The same of the invented texts that the model was tested on without having learnt from them."""
    found = card["confusion"]
    codes = found["codes"]
    pairs = {
        theme: Counter({code: one + other for code, one, other in zip(codes, folds, held_out, strict=True)})
        for theme, folds, held_out in zip(codes, found["folds"], found["held_out"], strict=True)
    }
    return _sorted(pairs)


def _sorted(pairs: Mapping[str, Counter[str]]) -> list[Row]:
    found = [
        Row(
            theme,
            said.total(),
            said[theme],
            [(other, number) for other, number in said.most_common() if other != theme and number][:3],
        )
        for theme, said in pairs.items()
    ]
    return sorted(found, key=lambda row: (-row.texts, row.theme))
