"""The training texts and the checks at their door."""

import json
from collections import Counter
from dataclasses import astuple
from pathlib import Path

import pytest

from analysis.themes.training import FOLDER, HELD_OUT, TrainingTextError, load
from analysis.vocabulary import LANGUAGES, THEME_CODES

GOOD = {
    "id": "nl-1", "lang": "nl", "theme": "course", "group": "nl-1", "text": "de les is te snel",
    "reader": "course",
}  # fmt: skip
FURTHER = ("fr", "ru", "zh", "pt", "uk", "id", "am", "kmr")
"""Languages in which people write though no page is offered in them."""


def written(folder: Path, *lines: str, name: str = "nl.jsonl") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_good_line_is_read_into_its_fields(tmp_path: Path) -> None:
    (text,) = load(written(tmp_path, json.dumps(GOOD)))
    assert astuple(text) == tuple(GOOD.values())


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    assert len(load(written(tmp_path, "", json.dumps(GOOD), "  "))) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting"),
        ("[]", "expected an object"),
        (json.dumps(GOOD | {"note": "x"}), "expected an object with the fields"),
        (json.dumps({key: GOOD[key] for key in ("id", "text")}), "expected an object with the fields"),
        (json.dumps(GOOD | {"text": " "}), "not empty"),
        (json.dumps(GOOD | {"id": 7}), "must be a text"),
        (json.dumps(GOOD | {"theme": "weather"}), "unknown theme 'weather'"),
        (json.dumps(GOOD | {"reader": "weather"}), "unknown theme 'weather'"),
        (json.dumps(GOOD | {"lang": "tr"}), "language 'tr' in the file of 'nl'"),
        (json.dumps(GOOD | {"id": "nl-0"}), "'nl-0' is used twice"),
    ],
)
def test_a_bad_line_is_told_with_its_file_and_number(tmp_path: Path, line: str, reason: str) -> None:
    first = json.dumps(GOOD | {"id": "nl-0"})
    with pytest.raises(TrainingTextError) as caught:
        load(written(tmp_path, first, "", line))
    assert str(caught.value).startswith("nl.jsonl, line 3: ")
    assert reason in str(caught.value)


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "{", "{", name="en.jsonl")
    with pytest.raises(TrainingTextError) as caught:
        load(written(tmp_path, "{"))
    assert [message.split(":")[0] for message in str(caught.value).split("\n")] == [
        "en.jsonl, line 1",
        "en.jsonl, line 2",
        "nl.jsonl, line 1",
    ]


def test_the_shipped_texts_have_enough_of_every_language_and_theme() -> None:
    texts = load()
    themes, languages = Counter(text.theme for text in texts), Counter(text.lang for text in texts)
    both = Counter((text.lang, text.theme) for text in texts)
    assert min(themes[theme] for theme in THEME_CODES) >= 60
    assert min(languages[language] for language in LANGUAGES) >= 90
    assert min(languages[language] for language in FURTHER) >= 20
    assert min(both[language, theme] for language in LANGUAGES for theme in THEME_CODES) >= 5


def test_the_texts_held_out_have_every_theme_and_language() -> None:
    texts = load(HELD_OUT)
    assert {text.lang for text in texts} == {*LANGUAGES, *FURTHER}
    assert min(Counter(text.theme for text in texts)[theme] for theme in THEME_CODES) >= 20


def test_no_shipped_text_is_there_twice_and_none_held_out_is_learnt_from() -> None:
    texts = [*load(), *load(HELD_OUT)]
    assert max(Counter(text.text.casefold().strip() for text in texts).values()) == 1
    assert max(Counter(text.id for text in texts).values()) == 1
    held_out = {text.group for text in load(HELD_OUT)}
    assert not held_out & {text.group for text in load()}


@pytest.mark.parametrize("folder", [FOLDER, HELD_OUT])
def test_a_second_reader_gave_nearly_every_text_the_same_theme(folder: Path) -> None:
    texts = load(folder)
    assert sum(text.theme == text.reader for text in texts) / len(texts) > 0.95
