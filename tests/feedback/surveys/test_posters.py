"""Posters: one sheet of the right size, readable in its languages, with a code that leads to the survey."""

import ctypes
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cffi
import pypdfium2
import pytest
import segno
import zxingcpp
from click.testing import CliRunner
from flask import Flask

from feedback.cli import main
from feedback.languages import LANGUAGES, direction_of
from feedback.questionnaires import Questionnaire
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.surveys import posters
from tests.feedback.surveys.made import SURVEY
from tests.visitor import Page, Visitor

SignIn = Callable[..., None]
Make = Callable[..., bytes]
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
each_size = pytest.mark.parametrize("size", posters.SIZES)
ADDRESS = "https://stem.example.nl"
MILLIMETRES = {"a4": (210, 297), "a6": (105, 148)}


needs_pango = pytest.mark.pango


@pytest.fixture
def make(app: Flask) -> Make:
    """A function that makes a poster as PDF."""

    def make(size: str, *languages: str) -> bytes:
        return posters.pdf_for(app, ADDRESS, SURVEY, size, languages)

    return make


@pytest.fixture
def coordinator(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COORDINATOR)
    return visitor


def opened(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def text_of(content: bytes) -> str:
    found: str = opened(content)[0].get_textpage().get_text_range()
    return " ".join(found.split())


def codes_in(content: bytes) -> list[str]:
    picture = opened(content)[0].render(scale=3).to_numpy()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@needs_pango
@on_sqlite
@each_size
@pytest.mark.parametrize("languages", [["nl"], ["ti", "ar"], ["ps", "so", "ti", "es"]])
def test_a_poster_is_one_sheet_of_its_size(make: Make, size: str, languages: list[str]) -> None:
    document = opened(make(size, *languages))
    assert len(document) == 1
    told = [round(points / 72 * 25.4) for points in document[0].get_size()]
    assert told == list(MILLIMETRES[size])


@needs_pango
@on_sqlite
@each_size
@pytest.mark.parametrize(
    ("languages", "address"),
    [(["ti"], f"/ti/survey/{SURVEY}"), (["nl", "ar", "ti"], f"/survey/{SURVEY}")],
)
def test_the_code_leads_to_the_one_language_or_to_that_of_the_telephone(
    make: Make, size: str, languages: list[str], address: str
) -> None:
    content = make(size, *languages)
    assert codes_in(content) == [ADDRESS + address]
    assert f"stem.example.nl{address}" in text_of(content)


@needs_pango
@on_sqlite
@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_the_title_can_be_copied_as_it_was_written(make: Make, app: Flask, language: str) -> None:
    content = make("a4", language)
    title = app.extensions["library"].current(SURVEY).word(language, "survey.title")
    assert title in text_of(content)
    assert opened(content).get_metadata_value("Title") == title


@needs_pango
@on_sqlite
def test_a_poster_is_tagged_and_names_its_first_language(make: Make) -> None:
    document = opened(make("a4", "ti", "ar"))
    assert document.is_tagged()
    language = (ctypes.c_ushort * 16)()
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, language, len(language))
    assert bytes(language).decode("utf-16-le").strip("\0") == "ti"


@needs_pango
@on_sqlite
def test_the_longest_words_and_a_long_address_stay_on_one_sheet(app: Flask, make: Make) -> None:
    longest = sorted(LANGUAGES, key=lambda language: len(text_of(make("a4", language))))[-4:]
    usual = app.extensions["settings"]
    organisation = "Ministerie van Sociale Zaken en Werkgelegenheid"
    app.extensions["settings"] = replace(usual, organisation=organisation, demonstration=True)
    address = "https://inburgering-jouw-stem.een-voorbeeldgemeente.example.nl"
    for size in posters.SIZES:
        for languages in [longest, longest[2:], longest[3:]]:
            made = posters.pdf_for(app, address, SURVEY, size, languages)
            assert len(opened(made)) == 1, (size, languages)


@needs_pango
@on_sqlite
def test_letters_that_this_computer_lacks_are_told_and_no_boxes_are_printed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a character of no script stands for the letters of a language without a font
    monkeypatch.setattr(Questionnaire, "word", lambda *_given: "\U000e1234")
    with pytest.raises(posters.PosterError, match="fonts-noto-core"):
        make("a4", "nl")


def test_a_computer_without_pango_is_told_what_to_install_and_prints_from_the_browser(
    coordinator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_library(*_given: object) -> object:
        raise OSError("cannot load library 'libgobject-2.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(cffi.FFI, "dlopen", no_library)
    page = coordinator.get(f"/en/surveys/{SURVEY}/poster-a4.pdf?in=ar")
    assert coordinator.status == 501
    assert "apt-get install libpango-1.0-0" in page
    assert 'value="ar" checked' in page
    coordinator.get(f"/en/surveys/{SURVEY}/poster-a4.html?in=ar")
    assert coordinator.status == 200


@each_size
def test_the_page_for_printing_has_each_part_in_its_language(coordinator: Visitor, size: str) -> None:
    page = coordinator.get(f"/en/surveys/{SURVEY}/poster-{size}.html?in=ar&in=ti")
    parts = [(given["lang"], given["dir"]) for given in Page(page).of("section")]
    assert parts == [("ar", "rtl"), ("ti", "ltr")]
    assert "كيف يسير اندماجك في هولندا؟" in page
    assert "ምውህሃድኩም ከመይ ይኸይድ ኣሎ?" in page
    assert Page(page).of("html")[0] == {"lang": "ar", "dir": direction_of("ar"), "class": "of-2"}
    style = re.findall(rf"/static/poster-{size}\.css\?v=\w+", page)
    inline, block = MILLIMETRES[size]
    assert f"size: {inline}mm {block}mm;" in coordinator.client.get(style[0]).get_data(as_text=True)


def test_the_code_of_the_page_for_printing_is_that_of_its_address(coordinator: Visitor) -> None:
    page = coordinator.get(f"/en/surveys/{SURVEY}/poster-a4.html?in=nl")
    link = f"http://localhost/nl/survey/{SURVEY}"
    drawn = re.search(r'<svg.*?<title>(.*?)</title>.*?d="(.*?)"', page, re.S)
    assert drawn
    assert drawn[1] == f"QR: {link}"
    assert f'd="{drawn[2]}"' in segno.make(link, micro=False, error="m").svg_inline()


def test_a_poster_says_who_asks_and_whether_it_is_real(coordinator: Visitor, app: Flask) -> None:
    address = f"/en/surveys/{SURVEY}/poster-a4.html?in=nl"
    plain = coordinator.get(address)
    real = app.extensions["settings"]
    app.extensions["settings"] = replace(real, organisation="Gemeente <Dorp>", demonstration=True)
    told = coordinator.get(address)
    for text in ("Gemeente &lt;Dorp&gt;", "Demonstration: nothing here is real."):
        assert (text in plain, text in told) == (False, True)


@pytest.mark.parametrize("query", ["", "in=xx", "in=nl&in=en&in=ar&in=ti&in=so", "in=nl&in=../../etc"])
@pytest.mark.parametrize("kind", ["html", "pdf"])
@on_sqlite
def test_no_language_too_many_or_an_unknown_one_is_told(coordinator: Visitor, query: str, kind: str) -> None:
    page = coordinator.get(f"/en/surveys/{SURVEY}/poster-a4.{kind}?{query}")
    assert coordinator.status == 400
    assert '<a href="#in">Choose one to 4 languages of the service.' in page


def test_there_is_no_poster_of_another_size_kind_or_survey(coordinator: Visitor) -> None:
    for name in (f"{SURVEY}/poster-a5.pdf", f"{SURVEY}/poster-a4.png", "none/poster-a4.html"):
        coordinator.get(f"/en/surveys/{name}?in=nl")
        assert coordinator.status == 404, name


@needs_pango
def test_a_poster_is_downloaded_under_its_name(coordinator: Visitor) -> None:
    response = coordinator.client.get(f"/en/surveys/{SURVEY}/poster-a6.pdf?in=ar&in=ti")
    assert response.mimetype == "application/pdf"
    name = f"poster-{SURVEY}-a6-ar-ti.pdf"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert len(opened(response.get_data())) == 1


@needs_pango
@on_sqlite
def test_the_command_writes_the_same_poster(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FEEDBACK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", str(database.url))
    target = tmp_path / "poster.pdf"
    asked = ["poster", SURVEY, str(target), "--address", ADDRESS, "--size", "a6", "--language", "ti"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert codes_in(target.read_bytes()) == [f"{ADDRESS}/ti/survey/{SURVEY}"]
    wrong = CliRunner().invoke(main, ["poster", "none", str(target), "--address", ADDRESS])
    assert (wrong.exit_code, "no survey 'none' is published" in wrong.output) == (1, True)
