"""What the latest report says of a theme: its protected figures, frozen with the signal.

Only what a report tells goes in: a report holds no small count (`feedback.vraagbaak.figures`), so a
signal that somebody raises from it holds none either.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.vocabulary import UNDECIDED
from feedback.store.freezing import digest_of
from feedback.store.reports import Report
from feedback.store.signals import ADVICE

_STRENGTH = ("beyond-chance", "no-demonstrable-change", "too-few")
"""The answers of the statistic, the one that says most first."""


def latest(session: Session, *, demonstration: bool) -> Report | None:
    """The newest report on the newest tertial; an invented one only in a demonstration."""
    found = sa.select(Report).order_by(Report.period.desc(), Report.number.desc()).limit(1)
    return session.scalar(found if demonstration else found.where(~Report.demonstration))


def of_report(report: Report) -> dict[str, dict[str, Any]]:
    """What a report tells of each of its themes, by code and in its order."""
    figures = json.loads(report.figures)
    rows = next(table["rows"] for table in figures["tables"] if table["name"] == "theme")
    shares = {one["theme"]: one for one in (figures.get("own") or {}).get("shares", [])}
    about = {
        "report": {"period": report.period, "number": report.number, "digest": report.digest},
        "complete": figures["periods"][0]["complete"],
        "total": figures["periods"][0]["total"],
        "threshold": figures["threshold"],
        "model_version": figures["model_version"],
        "demonstration": figures["demonstration"],
    }
    return {
        code: about
        | {
            "theme": code,
            "count": count,
            "share": {name: shares[code][name] for name in ("share", "low", "high")}
            if code in shares
            else None,
            "changes": _changes(figures.get("comparisons", []), code),
        }
        for code, count in rows
        if code != UNDECIDED
    }


def _changes(comparisons: Sequence[Mapping[str, Any]], theme: str) -> list[dict[str, Any]]:
    found = []
    for one in comparisons:
        change: Mapping[str, str] = next(
            (change for change in one["changes"] if change["theme"] == theme), {}
        )
        found.append(
            {
                "period": one["period"],
                "reason": one["reason"],
                "answer": change.get("answer", ""),
                "direction": change.get("direction", ""),
            }
        )
    return found


def advice_of(evidence: Mapping[str, Any] | None) -> str:
    """The answer that says most of those that the statistic gave; empty where it gave none."""
    answers = {change["answer"] for change in (evidence or {}).get("changes", [])}
    return next((answer for answer in _STRENGTH if answer in answers), ADVICE[0])


@dataclass(frozen=True)
class Frozen:
    """Frozen figures, and the SHA-256 by which anybody can check that they are the same."""

    figures: Mapping[str, Any]
    digest: str


def thaw(frozen: str | None) -> Frozen | None:
    """The figures that were frozen with a signal; None where there are none."""
    if frozen is None:
        return None
    return Frozen(json.loads(frozen), digest_of(frozen))
