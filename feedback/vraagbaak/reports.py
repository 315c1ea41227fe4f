"""Reports: compiled from what was counted, frozen, and found again."""

import datetime as dt
from collections.abc import Collection, Sequence
from importlib.metadata import version

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from analysis.periods import Tertial
from feedback.store.freezing import digest_of, freeze
from feedback.store.numbering import take_turn
from feedback.store.reports import Report
from feedback.theming import audit as audits
from feedback.theming import taxonomy
from feedback.theming.audit import Plan
from feedback.vraagbaak import renderings
from feedback.vraagbaak.changes import tertials
from feedback.vraagbaak.counting import counted, expected_partners
from feedback.vraagbaak.figures import Figures, figures_of, thaw
from feedback.vraagbaak.shares import OwnFigures, own_figures

CODE_VERSION = version("inburgering-feedback")
_MOST_LISTED = 100


def compute(
    session: Session,
    plan: Plan,
    *,
    today: dt.date,
    threshold: int,
    model_version: str | None,
    code_version: str = CODE_VERSION,
) -> Figures:
    """The figures of the tertial of a plan and of those before it; stores nothing: read them from a snapshot.

    They are provisional until `today`, in Dutch time, is after the last day. `threshold` is the smallest
    count that may be shown. Raises NotProtected when they cannot be made safe.
    """
    return figures_of(
        [
            counted(session, tertial, model_version=model_version, demonstration=plan.demonstration)
            for tertial in tertials(plan.period)
        ],
        own=lambda hidden: _own(session, plan, model_version, hidden),
        added={row.code: (row.name_nl or "", row.name_en or "") for row in taxonomy.added(session)},
        today=today,
        expected=expected_partners(session, demonstration=plan.demonstration),
        threshold=threshold,
        model_version=model_version,
        code_version=code_version,
        demonstration=plan.demonstration,
    )


def _own(session: Session, plan: Plan, model_version: str | None, hidden: Collection[str]) -> OwnFigures:
    state = audits.state(session, plan)
    return own_figures(
        audits.counts(session, plan, model_version),
        sample=plan.size,
        read=state.read,
        pairs=(state.both, state.agreed),
        hidden=hidden,
    )


def keep(session: Session, figures: Figures, *, compiled_at: dt.datetime, account_id: int | None) -> Report:
    """The report with these figures: the latest of its tertial when it has the same, else one more."""
    take_turn(session, Report)
    period, frozen = figures["periods"][0]["period"], freeze(figures)
    latest = session.scalar(
        sa.select(Report).where(Report.period == period).order_by(Report.number.desc()).limit(1)
    )
    if latest is not None and latest.digest == digest_of(frozen):
        return latest
    report = Report(
        period=period,
        number=latest.number + 1 if latest else 1,
        figures=frozen,
        digest=digest_of(frozen),
        compiled_at=compiled_at,
        account_id=account_id,
        demonstration=figures["demonstration"],
    )
    session.add(report)
    session.flush()
    return report


def find(session: Session, period: Tertial, number: int, *, replaced: bool) -> Report | None:
    """The report on a tertial with this number; one that a later number replaced only if `replaced`."""
    return session.scalar(_readable(replaced).where(Report.period == str(period), Report.number == number))


def newest(session: Session, *, replaced: bool) -> Sequence[Report]:
    """The hundred newest reports, the latest tertial and number first; `replaced` ones only if asked for."""
    order = (Report.period.desc(), Report.number.desc())
    return session.scalars(_readable(replaced).order_by(*order).limit(_MOST_LISTED)).all()


def _readable(replaced: bool) -> sa.Select[Report]:
    # two versions can be subtracted from each other, and the difference may be a small number
    later = aliased(Report)
    is_replaced = sa.exists().where(later.period == Report.period, later.number > Report.number)
    return sa.select(Report) if replaced else sa.select(Report).where(~is_replaced)


def as_text(report: Report) -> str:
    """A report as plain text for a terminal."""
    tables = renderings.as_text(thaw(report.figures))
    return f"{report.period} / {report.number}\n\n{tables}\n\nSHA-256 {report.digest}\n"
