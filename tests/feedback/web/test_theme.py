"""A theme is one file that an organisation may replace, and cannot make unreadable."""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback.app import create_app
from feedback.settings import Settings
from feedback.store.database import Database
from feedback.web.pages import STATIC
from feedback.web.theme import COLOURS, PAIRS, ThemeError, checked, contrast, read_theme
from tests.visitor import Page

DEFAULT = Settings().theme


def tokens() -> dict[str, Any]:
    """The theme that comes along, as a table that a test may change."""
    return tomllib.loads(DEFAULT.read_text(encoding="utf-8"))


def lightness(colour: str) -> float:
    """Relative luminance by the words of WCAG 2.2, and not by the code under test."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit + digit for digit in colour[1:])
    total = 0.0
    for weight, at in ((0.2126, 0), (0.7152, 2), (0.0722, 4)):
        share = int(digits[at : at + 2], 16) / 255
        total += weight * (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return total


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777", "#777777", 1.0),
        ("#767676", "#fff", 4.54),  # the lightest grey that passes level AA on white
        ("#595959", "#fff", 7.0),  # and level AAA
        ("#00f", "#fff", 8.59),
        ("#f00", "#fff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_only_lines_may_stand_out_less_than_text() -> None:
    assert {pair: least for pair, least in PAIRS.items() if least != 7} == {
        ("line", "paper"): 3,
        ("line", "wash"): 3,
    }


def colours(lowest: int, highest: int) -> st.SearchStrategy[str]:
    channel = st.integers(lowest, highest)
    return st.tuples(channel, channel, channel).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


BACKS = {"paper", "wash", "on-brand", "focus"}
LIGHT_THEMES = st.fixed_dictionaries(
    {name: colours(150, 255) if name in BACKS else colours(0, 130) for name in COLOURS}
)
DARK_THEMES = st.fixed_dictionaries(
    {name: colours(0, 130) if name in BACKS else colours(150, 255) for name in COLOURS}
)
ANY_THEME = st.fixed_dictionaries({name: colours(0, 255) for name in COLOURS})


@settings(max_examples=300, deadline=None)
@given(LIGHT_THEMES | DARK_THEMES | ANY_THEME, st.floats(0, 1.4))
@example({name: "#fff" if name in BACKS else "#000" for name in COLOURS}, 0.0)
@example({name: "#000" if name in BACKS else "#fff" for name in COLOURS}, 1.4)
def test_no_theme_that_is_accepted_breaks_a_pair(chosen: dict[str, str], radius: float) -> None:
    light = {name: lightness(colour) + 0.05 for name, colour in chosen.items()}
    broken = [
        f"{front} {chosen[front]} on {back} {chosen[back]}"
        for (front, back), least in PAIRS.items()
        if max(light[front], light[back]) / min(light[front], light[back]) < least
    ]
    if not broken:
        assert checked({"colours": chosen, "shape": {"radius": radius}}).colours == chosen
    else:
        with pytest.raises(ThemeError) as refusal:
            checked({"colours": chosen, "shape": {"radius": radius}})
        assert str(refusal.value).startswith(tuple(broken))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(COLOURS)), colours(0, 255))
def test_one_changed_colour_is_accepted_only_where_everything_stays_readable(name: str, colour: str) -> None:
    changed = tokens()
    changed["colours"][name] = colour
    held = changed["colours"]
    readable = all(contrast(held[front], held[back]) >= least for (front, back), least in PAIRS.items())
    if readable:
        checked(changed)
    else:
        with pytest.raises(ThemeError, match=f"{name} {colour}"):
            checked(changed)


def test_the_refusal_names_the_pair_and_its_contrast() -> None:
    pale = tokens()
    pale["colours"]["quiet"] = "#767676"
    with pytest.raises(ThemeError) as refusal:
        checked(pale)
    assert str(refusal.value) == "quiet #767676 on paper #fff has a contrast of 4.54, and needs 7"


@pytest.mark.parametrize(
    ("part", "name", "value", "message"),
    [
        ("colours", "ink", None, "ink is missing"),
        ("colours", "shadow", "#000", "shadow is unknown"),
        ("shape", "radius", None, "radius is missing"),
        ("shape", "border", 1, "border is unknown"),
        ("colours", "ink", "black", "ink is #rgb or #rrggbb, not 'black'"),
        ("colours", "ink", "#0000", "ink is #rgb"),
        ("colours", "ink", "#000;}body{display:none", "ink is #rgb"),
        ("colours", "ink", "#000\n", "ink is #rgb"),
        ("colours", "ink", 0, "ink is #rgb"),
        ("shape", "radius", 2, "a number from 0 to 1.4, not 2"),
        ("shape", "radius", -0.1, "a number from 0 to 1.4"),
        ("shape", "radius", "1rem", "a number from 0 to 1.4"),
        ("shape", "radius", float("nan"), "a number from 0 to 1.4"),
        ("shape", "radius", True, "a number from 0 to 1.4"),
    ],
)
def test_a_theme_that_is_not_whole_is_refused(part: str, name: str, value: object, message: str) -> None:
    wrong = tokens()
    if value is None:
        del wrong[part][name]
    else:
        wrong[part][name] = value
    with pytest.raises(ThemeError, match=re.escape(message)):
        checked(wrong)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "colours, shape is missing"),
        ("colours = 1\n[shape]\nradius = 0", "a table with brand, focus"),
        ("[colours", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_theme_is_refused_by_its_name(
    tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "house.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ThemeError, match=re.escape(message)) as refusal:
        read_theme(path)
    assert str(path) in str(refusal.value)


STYLE = (STATIC / "site.css").read_text(encoding="utf-8")


def test_the_style_sheet_has_no_colour_of_its_own_and_only_tokens_that_exist() -> None:
    bare = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    own = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*})|\b(?:rgba?|hsla?|oklch|color-mix)\(", bare)
    assert own == []
    of_its_own = set(re.findall(r"--([\w-]+):", bare))
    assert of_its_own & COLOURS == set()
    assert set(re.findall(r"var\(--([\w-]+)", bare)) <= COLOURS | {"radius"} | of_its_own


def test_every_rule_that_sets_text_and_its_background_uses_a_checked_pair() -> None:
    for rule in re.findall(r"{([^{}]*)}", STYLE):
        front = re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", rule)
        back = re.findall(r"background(?:-color)?: var\(--([\w-]+)\)", rule)
        if front and back:
            assert PAIRS.get((front[-1], back[-1]), 0) >= 7, rule


def other_theme(folder: Path, **changes: str) -> Path:
    """A copy of the theme with other colours."""
    text = DEFAULT.read_text(encoding="utf-8")
    for name, colour in changes.items():
        text = re.sub(rf'^{name} = "[^"]*"', f'{name} = "{colour}"', text, flags=re.MULTILINE)
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_file_changes_the_style_sheet_its_address_and_the_icon(
    sqlite_database: Database, tmp_path: Path
) -> None:
    seen = []
    for theme in (DEFAULT, other_theme(tmp_path, brand="#5b2a6b")):
        chosen = Settings(data_dir=tmp_path / "data", secret_key="test", theme=theme)
        client = create_app(chosen, database=sqlite_database).test_client()
        links = {link["rel"]: link["href"] for link in Page(client.get("/nl/").text).of("link")}
        with client.get(links["stylesheet"]) as style:
            root = style.get_data(as_text=True).split("\n")[0]
            seen.append((links["stylesheet"], root, unquote(links["icon"])))
    (address, root, icon), (other_address, other_root, other_icon) = seen
    assert address != other_address
    assert (":root{--ink:" in root, "--brand:#0b5563" in root, "#0b5563" in icon) == (True, True, True)
    assert ("--brand:#5b2a6b" in other_root, "#5b2a6b" in other_icon) == (True, True)
    assert "var(" not in other_icon
    assert other_icon.startswith("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'")
