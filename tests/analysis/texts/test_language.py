"""Tests of the language of a text, and of when it overrules what a person chose."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.texts.language import UNDETERMINED, identify

_RUN = settings(max_examples=200, deadline=None, derandomize=True)
_TEXTS = {
    "nl": "Ik wacht al drie maanden op een uitnodiging van de gemeente",
    "en": "I have been waiting for three months for an answer",
    "ar": "أنتظر منذ ثلاثة أشهر رسالة من البلدية ولم يصلني شيء",
    "ti": "ካብ ምምሕዳር ከተማ መልሲ እጽበ ኣለኹ ሰለስተ ወርሒ ገይረ",
    "tr": "Üç aydır belediyeden bir mektup bekliyorum ama gelmedi",
    "fa": "سه ماه است که منتظر نامه شهرداری هستم و هنوز نیامده",
    "ps": "درې میاشتې کېږي چې زه د ښاروالۍ لیک ته انتظار باسم",
    "so": "Saddex bilood ayaan sugayay warqad ka timaada degmada",
    "es": "Llevo tres meses esperando una carta del ayuntamiento",
    "fr": "J'attends depuis trois mois une lettre de la commune",
    "ru": "Я уже три месяца жду письма от муниципалитета",
    "uk": "Я вже три місяці чекаю на лист від громади, але його немає",
    "zh": "我已经等了三个月，市政府还没有给我回信，请问怎么办",
    "pt": "Estou há três meses à espera de uma carta da câmara municipal",
    "id": "Saya sudah menunggu surat dari pemerintah kota selama tiga bulan",
    "am": "ከማዘጋጃ ቤት ደብዳቤ ለሦስት ወራት እየጠበቅኩ ነው",
    "ckb": "سێ مانگە چاوەڕێی نامەی شارەوانی دەکەم بەڵام هیچ نەهاتووە",
    "ku": "Ev sê meh in ez li benda nameya şaredariyê me lê nehat",
    "pl": "Czekam już trzy miesiące na list z gminy i nic nie przyszło",
}
_LATIN_WRITTEN = {
    "ar": "el mo3alme bte7ki ktir sari3 w ana akbar we7de bel saff shway please",
    "fa": "agar ta akhar emtehan nadam chi mishe, chand euro jarime dare be man begid",
    "prs": "bezwaar ra chi qesm nawishta konom, ba DUO nawishta konom ya ba mahkama",
    "ps": "zama PIP jor shawai dai kho maktab wayi pa wachtlijst ki ye, sumra intizar kawam",
    "ti": "kilte bet timhirti alewa ab ketemana, ayeneyti tihayish, kihri idely",
}


@pytest.mark.parametrize(("language", "text"), _TEXTS.items())
def test_a_clear_text_is_recognised_without_a_choice(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(("language", "text"), _TEXTS.items())
def test_a_clear_text_overrules_dutch_that_was_only_the_first_page(language: str, text: str) -> None:
    assert identify(text, "nl") == language


@pytest.mark.parametrize(("language", "text"), _TEXTS.items())
def test_the_chosen_language_is_kept_when_the_text_agrees(language: str, text: str) -> None:
    assert identify(text, language) == language


def test_dari_cannot_be_told_from_persian_so_the_choice_decides() -> None:
    assert identify(_TEXTS["fa"], "prs") == "prs"
    assert identify(_TEXTS["fa"], "ar") == "fa"


@pytest.mark.parametrize(("chosen", "text"), _LATIN_WRITTEN.items())
def test_a_language_written_in_latin_letters_stays_what_was_chosen(chosen: str, text: str) -> None:
    assert identify(text, chosen) == chosen


@pytest.mark.parametrize("chosen", ["ar", "fa", "prs", "ps", "ti"])
def test_clear_dutch_or_english_overrules_a_language_of_another_script(chosen: str) -> None:
    assert identify(_TEXTS["nl"], chosen) == "nl"
    assert identify(_TEXTS["en"], chosen) == "en"
    assert identify(_TEXTS["es"], chosen) == chosen


_SHORT = ["", "ok", "goed!", "12345", "شكرا", "👍👍👍", "[email] [name] [v-number] ok"]


@pytest.mark.parametrize("text", _SHORT)
def test_a_text_of_a_few_letters_is_what_was_chosen(text: str) -> None:
    assert identify(text, "so") == "so"
    assert identify(text) == UNDETERMINED


def test_dutch_words_of_the_trade_do_not_make_a_short_text_dutch() -> None:
    assert identify("onbepaalde tijd inburgering la'aan", "so") == "so"


def test_masks_are_no_english_words() -> None:
    assert identify("[email] [phone] [birth-date] [postcode] [name]" * 5 + _TEXTS["tr"], "tr") == "tr"
    assert identify("[email] [phone] [birth-date] [postcode] [name]" * 5) == UNDETERMINED


@pytest.mark.parametrize("text", ["ฉันรอจดหมายจากเทศบาลมาสามเดือนแล้ว", "मैं तीन महीने से पत्र की प्रतीक्षा में"])
def test_a_script_that_nobody_here_knows_is_undetermined(text: str) -> None:
    assert identify(text, "nl") == UNDETERMINED


@_RUN
@given(st.text(max_size=80), st.sampled_from([None, "nl", "ar", "ti", "xx"]))
def test_any_text_gets_a_code_and_always_the_same(text: str, chosen: str | None) -> None:
    code = identify(text, chosen)
    assert 2 <= len(code) <= 3
    assert identify(text, chosen) == code


def test_threads_find_what_one_finds() -> None:
    wanted = list(_TEXTS) * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(identify, [_TEXTS[language] for language in wanted])) == wanted


def test_the_models_are_read_only_when_needed_and_silently() -> None:
    script = (
        "import sys; from analysis.texts.language import identify; "
        "assert not {'py3langid', 'geezswitch'} & set(sys.modules); "
        f"assert identify({_TEXTS['ti']!r}) == 'ti'; assert identify({_TEXTS['nl']!r}) == 'nl'"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
