"""The blueprint that the surveys' views hang on, and the survey of an address."""

from flask import Blueprint, abort

from feedback.questionnaires import Questionnaire
from feedback.store.accounts import RoleName
from feedback.web.sessions import library

blueprint = Blueprint(
    "surveys", __name__, url_prefix="/<language:language>/surveys", template_folder="templates"
)
RUNNERS = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR)


def survey_or_404(survey: str) -> Questionnaire:
    """The survey in its present version; else 404."""
    return library().current(survey) or abort(404)
