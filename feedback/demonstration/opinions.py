"""What an invented newcomer answers to the survey: one mood, and a route that fits the phase."""

from collections.abc import Mapping
from random import Random

from feedback.demonstration.sayings import Sayings

SATISFACTION = {
    "very-satisfied": 20,
    "satisfied": 41,
    "neutral": 19,
    "dissatisfied": 13,
    "very-dissatisfied": 7,
}
ASPECTS = ("start", "plan", "lessons", "exams", "help")
PHASES = {"before-plan": 14, "in-lessons": 46, "in-exams": 24, "finished": 14, "dont-know": 2}
ROUTES = {"route-b1": 55, "route-education": 12, "route-z": 25, "dont-know": 8}
GROUPS = {"asylum": 62, "family": 26, "voluntary": 4, "rather-not-say": 8}
NOT_YET = {"before-plan": {"plan", "lessons", "exams"}, "in-lessons": {"exams"}}
"""What somebody in a phase has not had."""
SKIPPED, NOT_UNDERSTOOD, WRITES = 0.07, 0.03, 0.4
"""The shares of questions left open, of those not understood, and of people who write something."""


def answers(dice: Random, sayings: Sayings, language: str) -> dict[str, str]:
    """The fields of the ketendoel-10 survey that one person fills in, by name."""
    phase = _one_of(dice, PHASES)
    chosen = {
        "satisfaction": _one_of(dice, SATISFACTION),
        "route": "no-route-yet" if phase == "before-plan" else _one_of(dice, ROUTES),
        "group": _one_of(dice, GROUPS),
        "phase": phase,
    }
    mood = list(SATISFACTION).index(chosen["satisfaction"])
    for aspect in ASPECTS:
        is_ahead = aspect in NOT_YET.get(phase, ())
        chosen[aspect] = "not-yet" if is_ahead else _near(dice, mood)
    given = {name: _or_not(dice, answer) for name, answer in chosen.items()}
    return {name: answer for name, answer in given.items() if answer} | _written(dice, sayings, language)


def _one_of(dice: Random, weights: Mapping[str, int]) -> str:
    return dice.choices([*weights], [*weights.values()])[0]


def _near(dice: Random, mood: int) -> str:
    """A step of the scale at most one away from the mood."""
    step = mood + dice.choice((-1, 0, 0, 1))
    return list(SATISFACTION)[min(max(step, 0), len(SATISFACTION) - 1)]


def _or_not(dice: Random, answer: str) -> str:
    luck = dice.random()
    if luck < SKIPPED:
        return ""
    return "not-understood" if luck < SKIPPED + NOT_UNDERSTOOD else answer


def _written(dice: Random, sayings: Sayings, language: str) -> dict[str, str]:
    if dice.random() >= WRITES:
        return {"goes-well.outcome": "not-understood"} if dice.random() < NOT_UNDERSTOOD else {}
    praise = sayings.praise(language) if dice.random() < 0.5 else ""
    return {"goes-well": praise} if praise else {"be-better": sayings.remark(language)}
