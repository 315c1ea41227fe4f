"""The page on which partners deliver, and the one on which compilers see who did."""

import datetime as dt
import hashlib

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Redirect

from analysis.deliveries.delivery import Delivery as ReadDelivery
from analysis.deliveries.reading import MOST_BYTES, read_delivery
from analysis.deliveries.template import template
from analysis.deliveries.words import WORDS
from analysis.periods import Tertial
from analysis.vocabulary import Partner
from feedback.store.accounts import RoleName
from feedback.vraagbaak import deliveries, wording
from feedback.vraagbaak.blueprint import blueprint, tertials
from feedback.vraagbaak.counting import expected_partners
from feedback.vraagbaak.forms import DeliveryForm
from feedback.vraagbaak.problems import advice
from feedback.web.access import account, allow
from feedback.web.sessions import session, settings, today

Page = str | tuple[str, int]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/deliveries/", endpoint="deliveries")
@allow(RoleName.PARTNER, RoleName.COMPILER)
def overview() -> Page:
    """A partner's own deliveries; for a compiler who delivered and who did not."""
    return _own_page({}) if account().has_role(RoleName.PARTNER.value) else _everybody()


@blueprint.post("/deliveries/")
@allow(RoleName.PARTNER)
def deliver() -> Page | Redirect:
    """A delivery stored whole; or what is wrong with it, and nothing stored."""
    partner, account_id = _partner(), account().id
    try:
        form = DeliveryForm()
    except RequestEntityTooLarge:
        return _own_page({"file": _too_large()}), 413
    problems = form.problems(tertials(today()))
    if problems:
        return _own_page(problems, form.period.data), 400
    name, content, period = form.file.data.filename, form.file.data.read(), Tertial.parse(form.period.data)
    session().commit()  # others may write while the file is being read
    read = read_delivery(name, content, period)
    if read.problems:
        return _refused(read, name), 400
    return _store(partner, read, deliveries.File.named(name, hashlib.sha256(content).hexdigest()), account_id)


@blueprint.get("/deliveries/<period>.<any(csv, xlsx):file_type>")
@allow(RoleName.PARTNER, RoleName.COMPILER)
def empty_delivery(period: str, file_type: str) -> Response:
    """The file to fill in."""
    try:
        tertial = Tertial.parse(period)
    except ValueError:
        abort(404)
    content = template(tertial, "xlsx" if file_type == "xlsx" else "csv")
    name = f"vragen-{tertial}.{file_type}"
    return Response(
        content, mimetype=_TYPES[file_type], headers={"Content-Disposition": f"attachment; filename={name}"}
    )


def _partner() -> Partner:
    partner = account().partner
    if partner is None:
        abort(403)
    return partner


def _store(partner: Partner, read: ReadDelivery, file: deliveries.File, account_id: int) -> Redirect:
    now = dt.datetime.now(dt.UTC)
    kept = deliveries.keep(
        session(),
        partner,
        read.period,
        read.rows,
        file,
        delivered_at=now,
        account_id=account_id,
        demonstration=settings().demonstration,
    )
    session().commit()
    if kept.delivered_at == now:
        done = _("Thank you. Delivery %(number)s of %(period)s counts now.")
    else:
        done = _("We have this file already. Delivery %(number)s of %(period)s still counts.")
    flash(done % {"number": kept.number, "period": kept.period})
    return redirect(url_for("vraagbaak.deliveries"), 303)


def _own_page(problems: dict[str, str], chosen: str | None = None) -> str:
    partner, periods = _partner(), tertials(today())
    return render_template(
        "vraagbaak/deliveries.html",
        partner=partner,
        history=deliveries.of_partner(session(), partner, periods),
        periods=periods,
        offered=[(str(period), str(period)) for period in periods],
        form=DeliveryForm(formdata=None),
        problems=problems,
        chosen=chosen,
        most_megabytes=_most_megabytes(),
        words=WORDS,
        wording=wording,
    )


def _refused(read: ReadDelivery, name: str) -> str:
    of_lines = [problem for problem in read.problems if problem.line]
    return render_template(
        "vraagbaak/refused.html",
        name=name,
        period=read.period,
        of_file=[problem for problem in read.problems if not problem.line],
        of_lines=of_lines,
        lines=len({problem.line for problem in of_lines}),
        words=WORDS,
        advice=advice,
    )


def _everybody() -> str:
    periods = tertials(today())
    latest = deliveries.that_count(session(), periods)
    expected = expected_partners(session(), demonstration=settings().demonstration)
    return render_template(
        "vraagbaak/everybody.html",
        periods=periods,
        partners=sorted(expected | {partner for partner, _period in latest}),
        latest=latest,
        wording=wording,
    )


def _most_megabytes() -> int:
    return min(MOST_BYTES, settings().upload_limit) // 1_000_000


def _too_large() -> str:
    return str(_("The file is too large: it can be at most %(number)s MB.", number=_most_megabytes()))
