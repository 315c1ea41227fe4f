"""The pins: exact packages, no registry, no font in the repository, and every letter that our texts have."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from fontTools.subset import parse_unicodes

from feedback.catalogues import read_catalogue
from feedback.fonts.pinned import FONTS, Font
from feedback.languages import LANGUAGES, TRANSLATIONS
from feedback.settings import ROOT
from feedback.web.fonts import script_of

SCRIPTS = {"arab": "ARABIC", "ethi": "ETHIOPIC"}
each_font = pytest.mark.parametrize("font", FONTS, ids=lambda font: font.script)


@each_font
def test_a_pin_is_exact(font: Font) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", font.version)
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", font.integrity)
    assert [face.weight for face in font.faces] == [400, 700]
    assert font.archive == f"fontsource-{font.package.split('/')[1]}-{font.version}.tgz"


def test_the_pins_name_no_registry() -> None:
    assert "://" not in (ROOT / "feedback/fonts/fonts.toml").read_text(encoding="utf-8")


def test_no_font_lies_in_the_repository() -> None:
    folders = [ROOT / name for name in ("analysis", "feedback", "tests", "translations")]
    kinds = {".woff2", ".woff", ".ttf", ".otf"}
    assert [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds] == []


def _written(code: str) -> set[str]:
    """Every character of the interface and of the surveys in a language."""
    catalogue = read_catalogue(TRANSLATIONS / LANGUAGES[code].locale / "LC_MESSAGES/messages.po")
    told = [message.string for message in catalogue if message.id]
    texts = [text for each in told for text in ([each] if isinstance(each, str) else each or [])]
    for path in Path(ROOT / "feedback/surveys/shipped").glob(f"*/{code}.toml"):
        texts += tomllib.loads(path.read_text(encoding="utf-8"))["wordings"].values()
    return set("".join(texts))


@each_font
def test_a_font_must_have_every_letter_that_our_texts_write(font: Font) -> None:
    codes = [code for code, language in LANGUAGES.items() if script_of(language.locale) == font.script]
    written = {letter for code in codes for letter in _written(code)}
    of_the_script = {each for each in written if unicodedata.name(each, "").startswith(SCRIPTS[font.script])}
    assert len(of_the_script) > 40
    assert of_the_script - set(font.letters) == set()


@each_font
def test_what_is_kept_of_a_font_holds_all_its_letters(font: Font) -> None:
    kept = parse_unicodes(font.unicode_range)
    assert [letter for letter in "".join(font.letters.split()) if ord(letter) not in kept] == []
