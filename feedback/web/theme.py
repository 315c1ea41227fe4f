"""The look of an installation: colours from one file, refused when people could not read them together."""

import re
import tomllib
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Any

TEXT, LINE = 7.0, 3.0
"""The least contrast of text (WCAG 2.2, 1.4.6, level AAA) and of lines and focus (1.4.11 and 2.4.13)."""
PAIRS: dict[tuple[str, str], float] = {
    ("ink", "paper"): TEXT,
    ("ink", "wash"): TEXT,
    ("ink", "focus"): TEXT,
    ("quiet", "paper"): TEXT,
    ("quiet", "wash"): TEXT,
    ("brand", "paper"): TEXT,
    ("brand", "wash"): TEXT,
    ("on-brand", "brand"): TEXT,
    ("wrong", "paper"): TEXT,
    ("wrong", "wash"): TEXT,
    ("line", "paper"): LINE,
    ("line", "wash"): LINE,
}
"""Every two colours that stand together on a page, what is in front first, with the least contrast.

What has the focus has a ring of `focus` between two of `ink`, so it shows on any other colour.
"""
COLOURS = frozenset(chain.from_iterable(PAIRS))
WIDEST_RADIUS = 1.4
_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


class ThemeError(ValueError):
    """A theme that cannot be used; the message says in one line what is wrong with it."""


@dataclass(frozen=True)
class Theme:
    """The design tokens of an installation; `colours` as #rgb or #rrggbb, `radius` in rem."""

    colours: dict[str, str]
    radius: float

    @property
    def css(self) -> str:
        """The tokens as custom properties, for the top of the style sheet."""
        tokens = [f"--{name}:{colour}" for name, colour in self.colours.items()]
        return ":root{" + ";".join([*tokens, f"--radius:{self.radius:g}rem"]) + "}\n"

    def painted(self, svg: str) -> str:
        """A picture in which `var(--token)` stands, with the colours of this theme."""
        return reduce(
            lambda text, token: text.replace(f"var(--{token[0]})", token[1]), self.colours.items(), svg
        )


def read_theme(path: Path) -> Theme:
    """The theme in a file; raises ThemeError for one that is not whole or that people could not read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ThemeError(f"The theme {path} cannot be read: {error}") from error
    try:
        return checked(found)
    except ThemeError as error:
        raise ThemeError(f"The theme {path}: {error}") from error


def checked(found: dict[str, Any]) -> Theme:
    """The theme with these tokens; raises ThemeError that names what is missing, unknown or too close."""
    _same_keys(found, {"colours", "shape"})
    colours, shape = found["colours"], found["shape"]
    _same_keys(colours, COLOURS)
    _same_keys(shape, {"radius"})
    for name, colour in colours.items():
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            raise ThemeError(f"{name} is #rgb or #rrggbb, not {colour!r}")
    radius = shape["radius"]
    if isinstance(radius, bool) or not isinstance(radius, int | float) or not 0 <= radius <= WIDEST_RADIUS:
        raise ThemeError(f"radius is a number from 0 to {WIDEST_RADIUS}, not {radius!r}")
    for (front, back), least in PAIRS.items():
        ratio = contrast(colours[front], colours[back])
        if ratio < least:
            raise ThemeError(
                f"{front} {colours[front]} on {back} {colours[back]} has a contrast of {ratio:.2f}, "
                f"and needs {least:g}"
            )
    return Theme(colours, radius)


def _same_keys(found: Any, wanted: frozenset[str] | set[str]) -> None:
    if not isinstance(found, dict):
        raise ThemeError(f"a table with {', '.join(sorted(wanted))} is needed")
    for which, names in (("unknown", found.keys() - wanted), ("missing", wanted - found.keys())):
        if names:
            raise ThemeError(f"{', '.join(sorted(names))} is {which}")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, "relative luminance", for sRGB)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
