"""The training texts and the checks at their door."""

import json
from collections import Counter
from pathlib import Path

import pytest

from analysis.themes.training import TrainingTextError, load
from analysis.vocabulary import LANGUAGES, THEME_CODES

GOOD = {"id": "nl-1", "lang": "nl", "theme": "course", "group": "nl-1", "text": "de les is te snel"}


def written(folder: Path, *lines: str, name: str = "nl.jsonl") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_good_line_is_read_into_its_fields(tmp_path: Path) -> None:
    (text,) = load(written(tmp_path, json.dumps(GOOD)))
    assert (text.id, text.lang, text.theme, text.group, text.text) == tuple(GOOD.values())


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


def test_the_shipped_texts_have_every_theme_in_every_language() -> None:
    counts = Counter((text.lang, text.theme) for text in load())
    assert min(counts[language, theme] for language in LANGUAGES for theme in THEME_CODES) >= 4


def test_no_shipped_text_is_there_twice() -> None:
    assert max(Counter(text.text.casefold().strip() for text in load()).values()) == 1
