"""Installed fonts on pages: only where the script needs them, and no request more."""

import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from feedback.cli import main
from feedback.fonts.obtaining import install
from feedback.fonts.pinned import FONTS
from feedback.languages import LANGUAGES
from feedback.store.database import Database
from feedback.web.fonts import script_of
from tests.feedback.fonts.tiny import package
from tests.visitor import Page, Visitor

WRITTEN = {"ar": "arab", "fa": "arab", "prs": "arab", "ps": "arab", "ti": "ethi"}


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """Installed fonts, in the data folder of the app that starts after it."""
    folder = tmp_path / "data/fonts"
    install(folder, tmp_path, [package(font, tmp_path) for font in FONTS])
    return folder


@pytest.fixture
def half_a_font(fonts: Path) -> None:
    for script in ("arab", "ethi"):
        (fonts / f"{script}-700.woff2").unlink()


def stylesheets(visitor: Visitor, address: str) -> list[str]:
    links = Page(visitor.get(address)).of("link")
    return [link["href"] for link in links if link["rel"] == "stylesheet"]


@pytest.mark.parametrize(
    ("locale", "script"),
    [("nl", "latn"), ("fa_AF", "arab"), ("ur", "arab"), ("am", "ethi"), ("uz_Arab", "arab"), ("xx", "zyyy")],
)
def test_the_script_follows_from_the_locale(locale: str, script: str) -> None:
    assert script_of(locale) == script


@pytest.mark.usefixtures("fonts")
def test_a_page_has_one_stylesheet_and_rules_only_for_its_own_script(visitor: Visitor) -> None:
    for language in LANGUAGES:
        [address] = stylesheets(visitor, f"/{language}/")
        script = WRITTEN.get(language)
        assert address.startswith(f"/static/site-{script}.css?v=" if script else "/static/site.css?v=")
        style = visitor.client.get(address).text
        assert style.count("@font-face") == (2 if script else 0)
        assert style.count("--script:") == (2 if script else 1)
        assert re.findall(r"url\((\w+)-\d+\.woff2", style) == ([script, script] if script else [])


@pytest.mark.usefixtures("fonts")
def test_a_stylesheet_with_fonts_is_the_plain_one_and_little_more(visitor: Visitor) -> None:
    plain = visitor.client.get("/static/site.css").data
    for name in ("site-arab.css", "site-ethi.css"):
        style = visitor.client.get(f"/static/{name}").data
        assert style.startswith(plain)
        assert len(gzip.compress(style)) - len(gzip.compress(plain)) < 600


@pytest.mark.usefixtures("fonts")
def test_every_rule_tries_the_device_before_the_network(visitor: Visitor) -> None:
    style = visitor.client.get("/static/site-arab.css").text
    for rule in re.findall(r"@font-face \{(.*)\}", style):
        [source] = re.findall(r"src: (.*);", rule)
        assert re.fullmatch(r'(local\("[\w -]+"\), )+url\([\w.?=-]+\) format\("woff2"\)', source)
        assert "font-display: swap" in rule
        assert "unicode-range: U+" in rule


def test_a_font_is_served_whole_and_kept_by_browsers(fonts: Path, visitor: Visitor) -> None:
    style = visitor.client.get("/static/site-ethi.css").text
    addresses = re.findall(r"url\((\S+\.woff2[^)]*)\)", style)
    assert len(addresses) == 2
    for address in addresses:
        response = visitor.client.get(f"/static/{address}", headers={"Accept-Encoding": "gzip"})
        assert response.data == (fonts / address.split("?")[0]).read_bytes()
        assert response.mimetype == "font/woff2"
        assert "Content-Encoding" not in response.headers
        assert "immutable" in response.headers["Cache-Control"]
    assert "font-src 'self'" in visitor.client.get("/ti/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("state", ["nothing", "half_a_font"])
def test_without_whole_fonts_every_page_has_the_plain_stylesheet(
    state: str, request: pytest.FixtureRequest
) -> None:
    if state != "nothing":
        request.getfixturevalue(state)
    app: Flask = request.getfixturevalue("app")
    for language in LANGUAGES:
        [address] = stylesheets(Visitor(app), f"/{language}/")
        assert address.startswith("/static/site.css?v=")
    assert app.test_client().get("/static/arab-400.woff2").status_code == 404


def test_the_command_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    given = {"FEEDBACK_DATA_DIR": str(tmp_path / "data")}
    result = CliRunner().invoke(main, ["fonts", "install", "--from", str(tmp_path)], env=given)
    assert result.exit_code == 1
    assert "has no fontsource-noto-sans-arabic" in result.output
    assert not (tmp_path / "data").exists()
