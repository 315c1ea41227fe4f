"""Newcomers on their phones: they answer the survey and ask questions."""

from collections.abc import Iterable, Mapping

from analysis.periods import Tertial
from feedback.demonstration.browser import Person
from feedback.demonstration.opinions import answers
from feedback.demonstration.stage import Stage

SURVEY = "ketendoel-10"
STEP_BY_STEP, TAPS_TWICE = 15, 12
"""One person in so many takes one question a page; one in so many of the others sends twice."""
ASKERS = {"asylum": 24, "family": 12, "voluntary": 2, "relative": 7, "municipality": 2, "provider": 3, "": 50}
LAWS = {"wi2021": 26, "wi2013": 9, "wi2007": 1, "unknown": 9, "": 55}
"""What people choose; nothing where they leave it open."""


def answer_surveys(stage: Stage, tertial: Tertial, links: Iterable[str]) -> int:
    """The number of people who answered the survey in a tertial, some of them by a personal link."""
    invited = iter(links)
    visits = stage.visits("survey answers", tertial, stage.size.responses)
    for number, language in enumerate(visits, 1):
        given = answers(stage.dice, stage.sayings, language)
        if number % STEP_BY_STEP == 0:
            token = next(invited, None)
            address = f"/{language}/i/{token}" if token else f"/{language}/survey/{SURVEY}"
            _step_by_step(stage.new_person(), address, given)
        else:
            _on_one_page(stage.new_person(), language, given, twice=number % TAPS_TWICE == 0)
    return stage.size.responses


def _on_one_page(person: Person, language: str, given: Mapping[str, str], *, twice: bool) -> None:
    person.open(f"/{language}/survey/{SURVEY}/all")
    form = person.form("form")
    person.send(form, {**given, "go": "send"})
    if twice:
        person.send(form, {**given, "go": "send"})


def _step_by_step(person: Person, address: str, given: Mapping[str, str]) -> None:
    person.open(address)
    person.send(person.form("start"), {})
    while form := person.forms.get("form"):
        fields = {name: answer for name, answer in given.items() if name in {*form.choices, *form.values}}
        person.send(form, {**fields, "go": "next"})
    person.send(person.form("send"), {})


def ask_questions(stage: Stage, tertial: Tertial) -> int:
    """The number of people who asked a question in a tertial."""
    for language in stage.visits("questions", tertial, stage.size.questions):
        person = stage.new_person()
        person.open(f"/{language}/ask")
        fields = {
            "question": stage.sayings.question(language),
            "asker": stage.dice.choices([*ASKERS], [*ASKERS.values()])[0],
            "law": stage.dice.choices([*LAWS], [*LAWS.values()])[0],
            "go": "send",
        }
        person.send(person.form("form"), {name: value for name, value in fields.items() if value})
    return stage.size.questions
