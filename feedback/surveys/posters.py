"""A poster of a survey: its question, the promise and the way to it, in the languages of its readers."""

from collections.abc import Sequence

import segno
from flask import Flask, render_template, url_for
from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from markupsafe import Markup

from feedback.questionnaires import Questionnaire
from feedback.web.language import offered
from feedback.web.pages import STATIC
from feedback.web.sessions import settings

SIZES = ("a4", "a6")
MOST_LANGUAGES = 4
"""More do not fit on a page in letters that can be read from a distance."""

FITS = (1, 0.9, 0.8, 0.7)
"""How much smaller letters may get so that long words or a long address stay on one sheet."""
VARIANT = "pdf/ua-1"
NO_PANGO = lazy_gettext(
    "This computer has no Pango, which a PDF needs. On Debian: apt-get install %(names)s. "
    "The page for printing works without it.",
    names="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)
NO_FONTS = lazy_gettext(
    "This computer has no letters for these languages. On Debian: apt-get install %(names)s. "
    "The page for printing works without it.",
    names="fonts-noto-core",
)


class PosterError(OSError):
    """What this computer lacks for a PDF, told with what to install."""


def page(asked: Questionnaire, size: str, languages: Sequence[str], *, is_pdf: bool) -> str:
    """The poster as a page that a browser can print, or as the source of a PDF; on one sheet of paper."""
    link = link_of(asked, languages)
    return render_template(
        "surveys/poster.html",
        link=link,
        code=_code(link),
        parts=[_part(asked, code, is_first=not place) for place, code in enumerate(languages)],
        first=languages[0],
        title=asked.word(languages[0], "survey.title"),
        organisation=settings().organisation,
        styles=[] if is_pdf else _styles(size),
    )


def link_of(asked: Questionnaire, languages: Sequence[str]) -> str:
    """The address of the survey: in the one language, or in that of the browser where there are several."""
    if len(languages) == 1:
        return url_for("respond.introduction", language=languages[0], survey=asked.survey, _external=True)
    return url_for("respond.open_link", survey=asked.survey, _external=True)


def _code(link: str) -> Markup:
    """The QR code of an address as inline SVG, with its quiet zone and a title for who cannot see it."""
    code = segno.make(link, micro=False, error="m")
    return Markup(code.svg_inline(title=f"QR: {link}", omitsize=True, svgclass="code", lineclass=None))  # noqa: S704


def _part(asked: Questionnaire, language: str, *, is_first: bool) -> Markup:
    with force_locale(offered()[language].locale):
        part = render_template("poster_words.html", asked=asked, language=language, is_first=is_first)
    return Markup(part)  # noqa: S704


def _styles(size: str) -> list[str]:
    return ["poster.css", f"poster-{size}.css"]


def pdf(asked: Questionnaire, size: str, languages: Sequence[str]) -> bytes:
    """The poster as PDF/UA with all its fonts inside; PosterError where this computer cannot make it."""
    try:
        from weasyprint import CSS, HTML  # not above: it loads Pango, which a server may well lack
    except (ImportError, OSError) as error:
        raise PosterError(str(NO_PANGO)) from error
    source = HTML(string=page(asked, size, languages, is_pdf=True))
    styles = [CSS(filename=STATIC / name) for name in _styles(size)]
    for fit in FITS:
        smaller = CSS(string=f":root {{ --fit: {fit} }}")
        document = source.render(stylesheets=[*styles, smaller], pdf_variant=VARIANT)
        if len(document.pages) == 1:
            break
    content: bytes = document.write_pdf(pdf_variant=VARIANT)
    if any(font.missing for font in document.fonts.values()):
        raise PosterError(str(NO_FONTS))
    return content


def chosen(languages: Sequence[str]) -> list[str]:
    """The languages of a poster, each once; ValueError for none, too many or one that is not offered."""
    wanted = list(dict.fromkeys(languages))
    if not 1 <= len(wanted) <= MOST_LANGUAGES or not set(wanted) <= set(offered()):
        raise ValueError(_("Choose one to %(most)s languages of the service.", most=MOST_LANGUAGES))
    return wanted


def pdf_for(app: Flask, address: str, survey: str, size: str, languages: Sequence[str]) -> bytes:
    """The poster as PDF without a request, for a service at this address; its complaints are in English."""
    with app.test_request_context("/", base_url=address), force_locale("en"):
        asked = app.extensions["library"].current(survey)
        if asked is None:
            raise ValueError(f"no survey {survey!r} is published")
        return pdf(asked, size, chosen(languages))
