"""The blueprint that the surveys' views hang on, and the survey of an address."""

from flask import Blueprint, abort, current_app

from feedback.questionnaires import Library, Questionnaire
from feedback.store.accounts import RoleName

blueprint = Blueprint(
    "surveys", __name__, url_prefix="/<language:language>/surveys", template_folder="templates"
)
RUNNERS = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR)


def library() -> Library:
    """The published surveys."""
    found: Library = current_app.extensions["library"]
    return found


def survey_or_404(survey: str) -> Questionnaire:
    """The survey in its present version; else 404."""
    return library().current(survey) or abort(404)
