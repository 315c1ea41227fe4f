"""What people say in a demonstration, in their own language, with the theme that it is about."""

import tomllib
from pathlib import Path
from random import Random

from analysis.texts.intake import receive
from analysis.themes.training import TrainingText, load

FOLDER = Path(__file__).with_name("texts")
PRAISE = frozenset(
    f"demo-{name}"
    for name in ("nl-04", "nl-18", "es-03", "ar-02", "ar-04", "fa-04", "fa-18", "ps-13", "ti-13")
)
"""Texts that say what goes well and ask nothing."""
THEME_WEIGHTS = {
    "costs-loan": 16,
    "deadline-extension": 15,
    "exam-registration": 14,
    "information-digital": 9,
    "guidance-contact": 8,
    "course": 8,
    "start-waiting": 7,
    "exemption": 5,
    "obligation": 5,
    "work-education": 3,
    "residence-nationality": 3,
    "living-conditions": 2,
    "plan-route": 2,
    "fine-objection": 1,
    "exam-results": 1,
    "exam-content": 0.5,
    "knm-map-pvt": 0.3,
    "other": 0.2,
}
"""How often each theme is met, in percent: some so rarely that a report must hide them."""
_GREETED = 0.7
"""The share of questions with a greeting before or after."""


class Sayings:
    """Texts to say, and the theme of each that was said as the service shows it to the panel."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._greetings = tomllib.loads((FOLDER / "greetings.toml").read_text(encoding="utf-8"))
        self._texts: dict[str, list[TrainingText]] = {}
        self._praise: dict[str, list[TrainingText]] = {}
        for text in load(FOLDER):
            kind = self._praise if text.id in PRAISE else self._texts
            kind.setdefault(text.lang, []).append(text)
        self._themes: dict[str, str] = {}

    def question(self, language: str) -> str:
        """A question as somebody may ask it."""
        text = self._any(language)
        before, after = (
            self._dice.choice(self._greetings[language][place]) if self._dice.random() < _GREETED / 2 else ""
            for place in ("before", "after")
        )
        # nobody greets in another script than the one that they write in
        parts = [part for part in (before, text.text, after) if part.isascii() or not text.text.isascii()]
        return self._said(text, " ".join(filter(None, parts)))

    def remark(self, language: str) -> str:
        """Something that could be better."""
        text = self._any(language)
        return self._said(text, text.text)

    def praise(self, language: str) -> str:
        """Something that goes well; nothing in a language that has no such text."""
        known = self._praise.get(language)
        if not known:
            return ""
        text = self._dice.choice(known)
        return self._said(text, text.text)

    def theme_of(self, shown: str) -> str:
        """The theme of a text that was said, found by what the service shows of it."""
        return self._themes[shown]

    def _any(self, language: str) -> TrainingText:
        known = self._texts[language]
        return self._dice.choices(known, [THEME_WEIGHTS[text.theme] for text in known])[0]

    def _said(self, text: TrainingText, words: str) -> str:
        self._themes[receive(words, text.lang).text] = text.theme
        return words
