"""What invented people say, answer and count fits the service that they say it to."""

from random import Random

import pytest

from analysis.deliveries.delivery import Column, ProblemCode
from analysis.deliveries.reading import read_delivery
from analysis.deliveries.template import template
from analysis.periods import Tertial
from analysis.texts.intake import receive
from analysis.themes.training import load
from analysis.vocabulary import LANGUAGES, THEME_CODES, Asker, Channel, Law, Partner
from feedback.demonstration import registers
from feedback.demonstration.opinions import answers
from feedback.demonstration.respondents import ASKERS, LAWS, SURVEY
from feedback.demonstration.sayings import FOLDER, PRAISE, THEME_WEIGHTS, Sayings
from feedback.demonstration.stage import SPOKEN
from feedback.surveys.definitions import SHIPPED, read_definition

TERTIAL = Tertial(2026, 3)


def test_the_weights_know_all_words_of_the_vocabulary_and_no_others() -> None:
    assert set(SPOKEN) == set(LANGUAGES)
    assert set(THEME_WEIGHTS) == set(THEME_CODES)
    assert set(ASKERS) <= {"", *Asker}
    assert set(LAWS) == {"", *Law}


def test_some_themes_are_asked_about_so_rarely_that_a_report_hides_them_and_some_often() -> None:
    expected = sorted(weight / sum(THEME_WEIGHTS.values()) * 220 for weight in THEME_WEIGHTS.values())
    assert expected[4] < 10
    assert expected[-3] > 30


def test_there_is_a_text_about_every_theme_in_every_language() -> None:
    texts = load(FOLDER)
    assert {(text.lang, text.theme) for text in texts} == {
        (language, theme) for language in LANGUAGES for theme in THEME_CODES
    }
    assert {text.id for text in texts} >= PRAISE


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_known_by_what_the_service_keeps_of_it(language: str) -> None:
    sayings = Sayings(Random(3))
    themes = {receive(text.text, language).text: text.theme for text in load(FOLDER) if text.lang == language}
    for said in [sayings.question(language) for _ in range(60)] + [sayings.remark(language)]:
        once = receive(said, language).text
        assert receive(once, language).text == once  # an answer is masked in the draft and when it is sent
        assert sayings.theme_of(once) in {theme for text, theme in themes.items() if text in once}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_greeting_makes_a_difference_to_the_text_and_none_to_what_it_is_flagged_for(language: str) -> None:
    bare = {text.text: receive(text.text, language) for text in load(FOLDER) if text.lang == language}
    sayings = Sayings(Random(5))
    said = {sayings.question(language) for _ in range(120)}
    assert len(said) > len(bare)
    for words in said:
        [known] = [received for text, received in bare.items() if text in words]
        received = receive(words, language)
        assert (received.masked, received.flags) == (known.masked, known.flags), words


def test_nobody_greets_in_another_script_than_they_write_in() -> None:
    sayings = Sayings(Random(1))
    said = {sayings.question("ti") for _ in range(400)}
    latin = {words for words in said if "mbo niveau" in words}
    assert latin
    assert {words.isascii() for words in latin} == {True}


def test_praise_is_no_question_and_no_complaint() -> None:
    sayings = Sayings(Random(2))
    praise = {text.text for text in load(FOLDER) if text.id in PRAISE}
    assert {sayings.praise("nl") for _ in range(20)} <= praise
    assert sayings.praise("tr") == ""
    assert not praise & {sayings.remark("ar") for _ in range(200)}


def test_what_people_answer_fits_the_shipped_survey() -> None:
    questions = read_definition(SHIPPED / SURVEY).questions
    allowed = {item.code: {*item.options, "not-understood"} for item in questions if item.options}
    written = {f"{item.code}{end}" for item in questions if not item.options for end in ("", ".outcome")}
    dice = Random(7)
    sayings = Sayings(dice)
    given = [answers(dice, sayings, dice.choice(LANGUAGES)) for _ in range(400)]
    wrong = [
        (name, answer)
        for one in given
        for name, answer in one.items()
        if answer not in allowed.get(name, {answer})
    ]
    assert wrong == []
    assert {name for one in given for name in one} <= {*allowed, *written}
    shares = [sum(name in one for one in given) / len(given) for name in ("goes-well", "be-better")]
    assert 0.33 < sum(shares) < 0.47


def test_who_has_no_plan_is_not_asked_to_judge_lessons_and_exams() -> None:
    dice = Random(11)
    sayings = Sayings(dice)
    given = [answers(dice, sayings, "nl") for _ in range(400)]
    beginners = [one for one in given if one.get("phase") == "before-plan"]
    judged = {one[name] for one in beginners for name in ("plan", "lessons", "exams") if name in one}
    assert judged == {"not-yet", "not-understood"}


@pytest.mark.parametrize("partner", registers.REGISTERS)
@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_a_filled_in_template_is_read_as_the_lines_that_went_in(
    partner: Partner, file_type: registers.FileType
) -> None:
    lines = registers.counted(Random(4), partner, TERTIAL, 500)
    file = registers.filled_in(template(TERTIAL, file_type), file_type, lines)
    read = read_delivery(f"vragen.{file_type}", file, TERTIAL)
    assert read.problems == ()
    assert registers.total(lines) == sum(row.count for row in read.rows) == 500
    counts = {(row.asker, row.theme, row.law, row.channel): row.count for row in read.rows}
    assert counts == {
        (
            Asker(line[Column.ASKER]),
            line[Column.THEME],
            Law(line.get(Column.LAW, "unknown")),
            Channel(line.get(Column.CHANNEL, "unknown")),
        ): int(line[Column.COUNT])
        for line in lines
    }


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_the_wrong_file_has_two_mistakes_that_are_named_with_their_lines(
    file_type: registers.FileType,
) -> None:
    lines = registers.counted(Random(4), Partner.GEMEENTE, TERTIAL, 500)
    file = registers.filled_in(template(TERTIAL, file_type), file_type, registers.with_mistakes(lines))
    found = [(one.line, one.code) for one in read_delivery(f"f.{file_type}", file, TERTIAL).problems]
    assert found == [(2, ProblemCode.UNKNOWN_THEME), (len(lines) + 1, ProblemCode.THOUSANDS_SEPARATOR)]


def test_partners_are_asked_most_about_what_people_are_sent_to_them_for() -> None:
    lines = registers.counted(Random(4), Partner.IND, TERTIAL, 2000)
    asked = {
        theme: sum(int(line[Column.COUNT]) for line in lines if line[Column.THEME] == theme)
        for theme in ("residence-nationality", "work-education")
    }
    assert THEME_WEIGHTS["residence-nationality"] == THEME_WEIGHTS["work-education"]
    assert asked["residence-nationality"] > 2 * asked["work-education"]
