"""The start page, where to ask, and what a service for the public must say about itself."""

import datetime as dt

from flask import Response, abort, render_template, request
from markupsafe import Markup

from analysis.vocabulary import Partner
from feedback.respond.blueprint import blueprint
from feedback.respond.contacts import websites
from feedback.web.sessions import settings, today

FOR_PEOPLE = (
    Partner.GEMEENTE,
    Partner.DUO,
    Partner.TAALAANBIEDER,
    Partner.COA,
    Partner.IND,
    Partner.VLUCHTELINGENWERK,
    Partner.NUFFIC,
    Partner.SBB,
    Partner.BLIK_OP_WERK,
)
FOR_ORGANISATIONS = (Partner.SZW, Partner.DIVOSA, Partner.VNG, Partner.CVTE)
SURVEY = "ketendoel-10"
ROBOTS = (
    "User-agent: *\nDisallow: /*/survey/*/\nDisallow: /*/asked\nDisallow: /*/staff/\n"
    "Disallow: /i/\nDisallow: /*/i/\n"
)
STATED_ON = dt.date(2026, 11, 23)
"""The date of the accessibility statement: change it whenever the statement is looked at again."""
VALID_FOR = dt.timedelta(days=180)
"""How long security.txt says that it may be believed; RFC 9116 asks for less than a year."""
AUTHORITY = "https://autoriteitpersoonsgegevens.nl"
OMBUDSMAN = "https://www.nationaleombudsman.nl"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines need not list: pages of somebody's answers, and those of staff."""
    return Response(ROBOTS, mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell about a weakness (RFC 9116); there is no such page while nobody has been named."""
    named = settings().security_contact
    if not named:
        abort(404)
    lines = [
        f"Contact: {named if named.startswith('https://') else f'mailto:{named}'}",
        f"Expires: {today() + VALID_FOR}T00:00:00Z",
        "Preferred-Languages: nl, en",
    ]
    if request.is_secure:  # an address without https may not stand here
        lines.append(f"Canonical: {request.base_url}")
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@blueprint.get("/<language:language>/")
def home() -> str:
    """The start page: answer, ask, or look up where to ask."""
    return render_template("respond/home.html", survey=SURVEY)


@blueprint.get("/<language:language>/where-to-ask")
def where_to_ask() -> str:
    """The verwijspagina: every partner, what they help with and how to reach them."""
    return render_template(
        "respond/where_to_ask.html",
        people=FOR_PEOPLE,
        organisations=FOR_ORGANISATIONS,
        websites=websites(),
    )


@blueprint.get("/<language:language>/privacy")
def privacy() -> str:
    """Who asks and why, what is kept, how long, who reads it, and what never happens with it."""
    days = settings().answer_retention
    kept_until = _told(today() + dt.timedelta(days)) if days else None
    return render_template(
        "respond/privacy.html", contact=settings(), kept_until=kept_until, authority=AUTHORITY
    )


@blueprint.get("/<language:language>/accessibility")
def accessibility() -> str:
    """The accessibility statement: nobody has tested the service, and what was done so far."""
    return render_template(
        "respond/accessibility.html", contact=settings(), stated_on=_told(STATED_ON), ombudsman=OMBUDSMAN
    )


def _told(day: dt.date) -> Markup:
    """A date in figures, which read the same in all languages and scripts."""
    return Markup('<time datetime="{}" dir="ltr">{:%d-%m-%Y}</time>').format(day, day)
