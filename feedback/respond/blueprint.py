"""The blueprint that the respondents' views hang on."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from feedback.web.language import preferred

blueprint = Blueprint("respond", __name__, template_folder="templates")


@blueprint.get("/")
def root() -> Response:
    """The start page in the language that the browser asks for."""
    return redirect(f"/{preferred()}/")
