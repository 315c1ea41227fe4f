"""What who runs a survey hands out: the open link, and personal links in bulk, made once as a file."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from flask import Response, render_template, url_for

from feedback import invitations
from feedback.exporting import Cell, write_csv
from feedback.questionnaires import Questionnaire, published
from feedback.surveys.blueprint import RUNNERS, blueprint, survey_or_404
from feedback.surveys.comprehension import comprehension
from feedback.surveys.forms import LONGEST_LABEL, BatchForm
from feedback.surveys.posters import MOST_LANGUAGES, SIZES
from feedback.web.access import allow
from feedback.web.language import offered
from feedback.web.sessions import library, session, settings, today

USUAL = dt.timedelta(days=42)
"""How long links are valid unless somebody chooses another day."""


@blueprint.get("/", endpoint="surveys")
@allow(*RUNNERS)
def all_surveys() -> str:
    """The published surveys."""
    found = [library().current(survey) for survey in published(session())]
    return render_template("surveys/surveys.html", surveys=found)


@blueprint.get("/<survey>", endpoint="survey")
@allow(*RUNNERS)
def one_survey(survey: str) -> str:
    """Everything that can be handed out for one survey, and how many used their links."""
    return survey_page(survey_or_404(survey), {})


@blueprint.post("/<survey>/invitations")
@allow(*RUNNERS)
def invite(survey: str) -> Response | tuple[str, int]:
    """New personal links as a file that exists only here; or what must be mended first."""
    asked, form = survey_or_404(survey), BatchForm()
    problems = form.problems(today())
    if problems:
        return survey_page(asked, problems, form.data), 400
    number, expires_on, label = form.wanted
    tokens = invitations.make(
        session(),
        survey,
        number,
        label=label,
        expires_on=expires_on,
        today=today(),
        demonstration=settings().demonstration,
    )
    session().commit()
    name = f"links-{survey}-{today()}.csv"
    return Response(
        write_csv(_rows(tokens)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _rows(tokens: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """A line for each letter: its number, the link for everybody and the link in each language."""
    first = tokens[0]
    addresses = [url_for("respond.personal_link", token=first, _external=True)]
    addresses += [
        url_for("respond.invited", language=code, token=first, _external=True) for code in offered()
    ]
    yield ["nummer", "link", *(f"link_{code}" for code in offered())]
    for number, token in enumerate(tokens, 1):
        yield [number, *(address.replace(first, token) for address in addresses)]


def survey_page(
    asked: Questionnaire,
    problems: Mapping[str, str],
    given: Mapping[str, str] | None = None,
    chosen: Sequence[str] = (),
) -> str:
    """The page of one survey, with what was filled in and what must be mended."""
    return render_template(
        "surveys/survey.html",
        asked=asked,
        form=BatchForm(formdata=None),
        given=given or {"expires_on": today() + USUAL},
        problems=problems,
        chosen=chosen,
        batches=invitations.response_rate(session(), asked.survey),
        understood=comprehension(
            session(),
            asked.version_id,
            threshold=settings().threshold,
            demonstration=settings().demonstration,
        ),
        threshold=settings().threshold,
        today=today(),
        sizes=SIZES,
        most=invitations.MOST,
        most_languages=MOST_LANGUAGES,
        longest_label=LONGEST_LABEL,
    )
