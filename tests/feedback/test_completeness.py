"""A language missing one text for respondents is not offered; the status says what each one has and lacks."""

import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from feedback.cli import main
from feedback.completeness import offered, progress
from feedback.languages import LANGUAGES, LanguageError
from feedback.settings import Settings
from tests import pseudo

FOR_RESPONDENTS, FOR_STAFF = "Ask a question", "Sign out"
HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=4; plural=(n==1 || n==11) ? 0 : (n==2 || n==12) ? 1 : n < 20 ? 2 : 3;\n"
"""
PLURAL = (
    "#: feedback/respond/templates/respond/ask.html\n#, python-format\n"
    'msgid "%(num)s question"\nmsgid_plural "%(num)s questions"\n'
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return pseudo.copies(tmp_path)


def replace(file: Path, pattern: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(pattern, text), pattern
    file.write_text(re.sub(pattern, lambda _found: new, text, count=1), encoding="utf-8")


def translated(text: str) -> str:
    """The pattern of a text with its translation, in a .po file."""
    return rf'msgid "{re.escape(text)}"\nmsgstr ".*"'


def without(text: str) -> Callable[[Path, Path], None]:
    def change(translations: Path, _surveys: Path) -> None:
        po = translations / "tr/LC_MESSAGES/messages.po"
        replace(po, translated(text), f'msgid "{text}"\nmsgstr ""')

    return change


def told(text: str, translation: str, *, flags: str = "") -> Callable[[Path, Path], None]:
    def change(translations: Path, _surveys: Path) -> None:
        po = translations / "tr/LC_MESSAGES/messages.po"
        replace(po, translated(text), f'{flags}msgid "{text}"\nmsgstr "{translation}"')

    return change


def spoilt_wording(pattern: str, new: str) -> Callable[[Path, Path], None]:
    return lambda _translations, surveys: replace(surveys / "ketendoel-10/tr.toml", pattern, new)


SPOILT = {
    "a text without translation": (without(FOR_RESPONDENTS), "'Ask a question': not translated"),
    "a text that the file does not know": (
        lambda translations, _surveys: replace(
            translations / "tr/LC_MESSAGES/messages.po", translated(FOR_RESPONDENTS), ""
        ),
        "'Ask a question': not translated",
    ),
    "a translation that nobody is sure of": (
        told(FOR_RESPONDENTS, "Soru", flags="#, fuzzy\n"),
        "'Ask a question': not translated",
    ),
    "a placeholder that was lost": (
        told("Question %(number)s of %(total)s", "Soru %(number)s"),
        "other placeholders than %(number)s, %(total)s",
    ),
    "a placeholder that was misspelled": (
        told("Question %(number)s of %(total)s", "Soru %(numara)s / %(total)s"),
        "other placeholders",
    ),
    "a percent sign that would break the page": (
        told("Question %(number)s of %(total)s", "Soru %(number)s / %(total)s, 5 % tamam"),
        "other placeholders",
    ),
    "a file of translations that is not there": (
        lambda translations, _surveys: (translations / "tr/LC_MESSAGES/messages.po").unlink(),
        "not translated",
    ),
    "a survey without this language": (
        lambda _translations, surveys: (surveys / "ketendoel-10/tr.toml").unlink(),
        "ketendoel-10 'survey.title': not translated",
    ),
    "a survey that lacks a wording": (
        spoilt_wording(r'"help\.plan" = .*\n', ""),
        "ketendoel-10 'help.plan': not translated",
    ),
    "a survey with an empty wording": (
        spoilt_wording(r'"help\.plan" = .*\n', '"help.plan" = " "\n'),
        "ketendoel-10 'help.plan': not translated",
    ),
}


def test_all_languages_that_are_on_are_whole_and_offered(caplog: pytest.LogCaptureFixture) -> None:
    folders = Settings.translations_dir, Settings.surveys_dir
    assert offered(*folders) == LANGUAGES
    assert caplog.records == []


@pytest.mark.parametrize("kind", SPOILT)
def test_a_language_that_is_not_whole_is_left_out_and_the_log_says_why(
    folders: tuple[Path, Path], caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    change, message = SPOILT[kind]
    change(*folders)
    assert set(offered(*folders)) == set(LANGUAGES) - {"tr"}
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("language tr is on but not whole: ")
    assert message in record.getMessage()


def test_texts_for_staff_keep_no_language_back(folders: tuple[Path, Path]) -> None:
    assert FOR_STAFF in str([one.staff.wrong for one in progress(*folders) if one.language.code == "tr"])
    assert "tr" in offered(*folders)


def test_dutch_stays_whatever_it_lacks_and_the_log_says_so(
    folders: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    replace(
        folders[0] / "nl/LC_MESSAGES/messages.po",
        translated(FOR_RESPONDENTS),
        f'msgid "{FOR_RESPONDENTS}"\nmsgstr ""',
    )
    assert set(offered(*folders)) == set(LANGUAGES)
    assert "language nl is on but not whole" in caplog.text


@pytest.mark.parametrize("spoil", [lambda file: file.unlink(), lambda file: replace(file, "true", "false")])
def test_there_is_no_service_without_dutch(folders: tuple[Path, Path], spoil: Callable[[Path], None]) -> None:
    spoil(folders[0] / "nl/language.toml")
    with pytest.raises(LanguageError, match="nl must be there and on"):
        offered(*folders)


def test_a_language_is_offered_from_the_next_start_on_when_it_was_mended(folders: tuple[Path, Path]) -> None:
    without(FOR_RESPONDENTS)(*folders)
    assert "tr" not in offered(*folders)
    replace(
        folders[0] / "tr/LC_MESSAGES/messages.po",
        translated(FOR_RESPONDENTS),
        f'msgid "{FOR_RESPONDENTS}"\nmsgstr "Soru sor"',
    )
    assert "tr" in offered(*folders)


def add_gaelic(folder: Path, told: str) -> Path:
    """A folder of translations with one text, and one language that tells it so."""
    (folder / "gd/LC_MESSAGES").mkdir(parents=True)
    (folder / "gd/language.toml").write_text(pseudo.language_file("gd", "Gàidhlig"), encoding="utf-8")
    (folder / "messages.pot").write_text(f'{HEADER}\n{PLURAL}msgstr[0] ""\nmsgstr[1] ""\n')
    (folder / "gd/LC_MESSAGES/messages.po").write_text(f"{HEADER}\n{told}")
    return folder


@pytest.mark.parametrize(
    ("forms", "fault"),
    [
        (["%(num)s a", "%(num)s b", "%(num)s c", "%(num)s d"], ""),
        (["%(num)s a", "%(num)s b", "%(num)s c", ""], "3 plural forms and not 4"),
        (["%(num)s a", "%(num)s b", "%(num)s c", "d"], "other placeholders than %(num)s"),
        (["", "", "", ""], "not translated"),
    ],
)
def test_every_plural_form_of_a_language_is_needed(tmp_path: Path, forms: list[str], fault: str) -> None:
    """Scottish Gaelic has four, as its file says."""
    lines = "".join(f'msgstr[{place}] "{form}"\n' for place, form in enumerate(forms))
    folder = add_gaelic(tmp_path, PLURAL + lines)
    [one] = progress(folder, tmp_path / "no-surveys")
    assert one.lacking == ((f"'%(num)s question': {fault}",) if fault else ())


def test_a_translation_without_plural_forms_is_not_enough_for_a_text_that_has_them(tmp_path: Path) -> None:
    folder = add_gaelic(tmp_path, 'msgid "%(num)s question"\nmsgstr "%(num)s a"\n')
    [one] = progress(folder, tmp_path / "no-surveys")
    assert one.lacking == ("'%(num)s question': 1 plural forms and not 4",)


def status(folders: tuple[Path, Path], *options: str) -> list[str]:
    names = {"FEEDBACK_TRANSLATIONS_DIR": str(folders[0]), "FEEDBACK_SURVEYS_DIR": str(folders[1])}
    result = CliRunner().invoke(main, ["translations", "status", *options], env=names)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_the_status_has_a_line_for_each_language_with_its_counts_and_state(
    folders: tuple[Path, Path],
) -> None:
    without(FOR_RESPONDENTS)(*folders)
    replace(folders[0] / "ps/language.toml", "on = true", "on = false")
    replace(folders[0] / "so/language.toml", 'checked_by = ""', 'checked_by = "A. Reader"')
    lines = {line.split()[0]: line for line in status(folders)}
    assert set(lines) == {"code", *LANGUAGES}
    total = int(lines["nl"].split()[3])
    assert total > 150
    assert f"{total} of {total}" in lines["ar"]
    assert f"{total - 1} of {total}" in lines["tr"]
    assert "NOT OFFERED" in lines["tr"]
    assert "NOT OFFERED" not in lines["ps"]
    assert "draft" in lines["ps"]
    assert "on, checked by A. Reader" in lines["so"]
    assert lines["so"].endswith("Soomaali")


def test_the_status_lists_what_is_missing_only_when_asked(folders: tuple[Path, Path]) -> None:
    without(FOR_RESPONDENTS)(*folders)
    spoilt_wording(r'"help\.plan" = .*\n', "")(*folders)
    replace(
        folders[0] / "nl/LC_MESSAGES/messages.po",
        translated(FOR_STAFF),
        f'msgid "{FOR_STAFF}"\nmsgstr ""',
    )
    assert [line for line in status(folders) if line.startswith(" ")] == []
    assert [line.strip() for line in status(folders, "--missing") if line.startswith(" ")] == [
        f"'{FOR_STAFF}': not translated (staff)",
        f"'{FOR_RESPONDENTS}': not translated",
        "ketendoel-10 'help.plan': not translated",
    ]
