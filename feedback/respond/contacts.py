"""How to reach each partner that people are referred to."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def websites() -> dict[str, str]:
    """The website of each partner that has one for everybody, by the partner's code."""
    table = tomllib.loads(Path(__file__).with_name("contacts.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = table["website"]
    return found
