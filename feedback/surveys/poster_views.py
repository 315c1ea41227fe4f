"""Posters with the open link of a survey: as PDF, and as a page that every browser can print."""

from flask import Response, request

from feedback.surveys import posters
from feedback.surveys.blueprint import RUNNERS, blueprint, survey_or_404
from feedback.surveys.views import survey_page
from feedback.web.access import allow

CANNOT = 501
"""Not implemented here: this computer lacks what makes a PDF."""


@blueprint.get("/<survey>/poster-<any(a4, a6):size>.<any(pdf, html):kind>")
@allow(*RUNNERS)
def poster(survey: str, size: str, kind: str) -> Response | str | tuple[str, int]:
    """The poster in the languages that `in` names; or the survey's page with what is wrong."""
    asked, wanted = survey_or_404(survey), request.args.getlist("in")
    try:
        languages = posters.chosen(wanted)
        if kind == "html":
            return posters.page(asked, size, languages, is_pdf=False)
        content = posters.pdf(asked, size, languages)
    except (ValueError, posters.PosterError) as error:
        status = 400 if isinstance(error, ValueError) else CANNOT
        return survey_page(asked, {"in": str(error)}, chosen=wanted), status
    name = f"poster-{survey}-{size}-{'-'.join(languages)}.pdf"
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
