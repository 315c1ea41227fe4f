"""The list of reports, the button that compiles one, and the report itself."""

import datetime as dt

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from analysis.periods import Tertial
from feedback.exporting import write_csv
from feedback.store.accounts import RoleName
from feedback.store.reports import Report
from feedback.theming.audit import Plan
from feedback.vraagbaak import checked_wording, reports, wording
from feedback.vraagbaak.blueprint import blueprint, tertials
from feedback.vraagbaak.figures import thaw
from feedback.vraagbaak.forms import PeriodForm
from feedback.vraagbaak.renderings import csv_rows
from feedback.web.access import account, allow
from feedback.web.sessions import database, session, settings, today

READERS = (RoleName.COMPILER, RoleName.COORDINATOR, RoleName.PANEL)


@blueprint.get("/reports/", endpoint="reports")
@allow(*READERS)
def list_reports() -> str:
    """All reports, with a button per tertial for who compiles."""
    return _list({})


@blueprint.post("/reports/")
@allow(RoleName.COMPILER)
def compile_one() -> tuple[str, int] | Redirect:
    """A tertial compiled: its new report, or the list when nothing has changed since the last one."""
    form, account_id = PeriodForm(), account().id
    problems = form.problems(tertials(today()))
    if problems:
        return _list(problems), 400
    session().commit()  # others may write while the figures are made
    with database().snapshot() as reading:
        figures = reports.compute(
            reading,
            Plan.of(settings(), Tertial.parse(form.period.data)),
            today=today(),
            threshold=settings().threshold,
            model_version=current_app.extensions["themer"].version,
        )
    now = dt.datetime.now(dt.UTC)
    report = reports.keep(session(), figures, compiled_at=now, account_id=account_id)
    session().commit()
    if report.compiled_at == now:
        return redirect(url_for("vraagbaak.report", period=report.period, number=report.number), 303)
    name = _("%(period)s, report %(number)s", period=report.period, number=report.number)
    flash(_("Nothing has changed since %(report)s.", report=name))
    return redirect(url_for("vraagbaak.reports"), 303)


@blueprint.get("/reports/<period>/<int(max=99999):number>", endpoint="report")
@allow(*READERS)
def show(period: str, number: int) -> str:
    """A report as it was frozen; one that was replaced for compilers alone."""
    report = _find(period, number)
    return render_template(
        "vraagbaak/report.html",
        report=report,
        figures=thaw(report.figures),
        wording=wording,
        words=checked_wording,
    )


@blueprint.get("/reports/<period>/<int(max=99999):number>.csv")
@allow(*READERS)
def report_csv(period: str, number: int) -> Response:
    """All figures of a report in one file, with Dutch words whatever the reader's language."""
    report = _find(period, number)
    with force_locale("nl"):
        content = write_csv(csv_rows(thaw(report.figures)))
    name = f"vraagbaak-{report.period}-{report.number}.csv"
    return Response(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _may_compile() -> bool:
    return bool(account().has_role(RoleName.COMPILER.value))


def _find(period: str, number: int) -> Report:
    try:
        report = reports.find(session(), Tertial.parse(period), number, replaced=_may_compile())
    except ValueError:
        abort(404)
    return report or abort(404)


def _list(problems: dict[str, str]) -> str:
    return render_template(
        "vraagbaak/reports.html",
        reports=reports.newest(session(), replaced=_may_compile()),
        periods=tertials(today()),
        may_compile=_may_compile(),
        form=PeriodForm(formdata=None),
        problems=problems,
        wording=wording,
    )
