"""The start page, where to ask, and what happens with answers."""

from flask import Response, render_template

from analysis.vocabulary import Partner
from feedback.respond.blueprint import blueprint
from feedback.respond.contacts import websites

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
ROBOTS = "User-agent: *\nDisallow: /*/survey/*/\nDisallow: /*/asked\nDisallow: /*/staff/\n"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines need not list: pages of somebody's answers, and those of staff."""
    return Response(ROBOTS, mimetype="text/plain")


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
    """What is kept, how long, who reads it, and what never happens with it."""
    return render_template("respond/privacy.html")
