"""Tests of personal data taken out of a text, and of all that must stay."""

import datetime as dt
import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.texts.cleaning import clean
from analysis.texts.redaction import KINDS, redact

_RUN = settings(max_examples=200, deadline=None, derandomize=True)
_MASKED = [
    # BSN: any nine digits, in any writing
    ("Mijn BSN is 123456782.", "Mijn BSN is [bsn]."),
    ("bsn 123.456.782", "bsn [bsn]"),
    ("123 456 782 en 1234-56-789", "[bsn] en [bsn]"),
    ("1 2 3 4 5 6 7 8 2", "[bsn]"),
    ("رقمي ١٢٣٤٥٦٧٨٢ شكرا", "رقمي [bsn] شكرا"),
    ("شماره من ۱۲۳۴۵۶۷۸۲ است", "شماره من [bsn] است"),
    ("ቁጽረይ 123456782 እዩ", "ቁጽረይ [bsn] እዩ"),
    ("burgerservicenummer: 12345678", "burgerservicenummer: [bsn]"),
    # V-number
    ("V-nummer 2812345678", "V-nummer [v-number]"),
    ("V1234567890 of v 123 456 7890", "[v-number] of [v-number]"),
    # e-mail, also as people say it
    ("Mail fatima.ali+duo@gmail.com!", "Mail [email]!"),
    ("naam at gmail punt com", "[email]"),
    ("jan (at) kpn dot nl", "[email]"),
    ("jan punt jansen at ziggo punt nl", "[email]"),
    ("ayse @ hotmail . com", "[email]"),
    ("juan arroba outlook punto es", "[email]"),
    ("ahmed at gmail", "[email]"),
    ("mail naar سمير@مثال.com", "mail naar [email]"),
    # phones of many countries
    ("bel 06-12345678 of 06 12 34 56 78", "bel [phone] of [phone]"),
    ("+31 (0)6 1234 5678", "[phone]"),
    ("0031612345678 of 31612345678", "[phone] of [phone]"),
    ("(020) 123 45 67", "[phone]"),
    ("+963 944 123 456 of 00963 944123456", "[phone] of [phone]"),
    ("+31-6-12 34 56 78", "[phone]"),
    ("06-12-34 56 78", "[phone]"),
    ("0532 123 45 67", "[phone]"),
    ("+291 7 123 456", "[phone]"),
    ("07 123 456", "[phone]"),
    ("هاتفي ٠٦١٢٣٤٥٦٧٨", "هاتفي [phone]"),
    ("tel: 234567", "tel: [phone]"),
    ("bel me op 2345678", "bel me op [phone]"),
    # bank, address, web
    ("NL91 ABNA 0417 1643 00 graag", "[iban] graag"),
    ("NL91ABNA0417164300", "[iban]"),
    ("DE89 3704 0044 0532 0130 00", "[iban]"),
    ("gb29nwbk60161331926819", "[iban]"),
    ("ik woon op 1234 AB 12a", "ik woon op [postcode]"),
    ("postcode 1234ab", "postcode [postcode]"),
    ("1012 EN 45 Amsterdam", "[postcode] Amsterdam"),
    ("Kerkstraat 12, 1234 AB Utrecht", "[postcode], [postcode] Utrecht"),
    ("Lange Molenweg 4", "Lange [postcode]"),
    ("Hoofdstraat 12-b, 9712  ab", "[postcode], [postcode]"),
    ("zie https://example.com/a?b=1, of www.school.nl/les.", "zie [link], of [link]."),
    ("facebook.com/fatima en wa.me/31612345678", "[link] en [link]"),
    ("insta @fatima_99", "insta [link]"),
    ("Facebook: fatima.hassan.9", "Facebook: [link]"),
    # birth
    ("geboren op 3-4-1990 in Aleppo", "geboren op [birth-date] in Aleppo"),
    ("geb. 03/04/12", "geb. [birth-date]"),
    ("born 1990-04-03", "born [birth-date]"),
    ("DOB: 5/4/2012", "DOB: [birth-date]"),
    ("my date of birth is 3rd April 2007", "my date of birth is [birth-date]"),
    ("born on April 3, 2007", "born on [birth-date]"),
    ("مواليد ٣/٤/٢٠٠٧", "مواليد [birth-date]"),
    ("تاريخ الميلاد: 2007/4/3", "تاريخ الميلاد: [birth-date]"),
    ("ዕለተ ልደት 3-4-2007", "ዕለተ ልደት [birth-date]"),
    ("doğum tarihim 03.04.2007", "doğum tarihim [birth-date]"),
    ("3 Nisan 2007'de doğdum", "[birth-date]'de doğdum"),
    ("تاریخ تولدم ۱۳۸۶/۱/۱۴", "تاریخ تولدم [birth-date]"),
    ("متولد ۱۴ فروردین ۱۳۸۶", "متولد [birth-date]"),
    ("د زېږېدو نېټه 2007-04-03", "د زېږېدو نېټه [birth-date]"),
    ("taariikhda dhalashada 3/4/2007", "taariikhda dhalashada [birth-date]"),
    ("nací el 3 de abril de 2007", "nací el [birth-date]"),
    ("Ahmed 03-04-1990", "[name] [birth-date]"),
    ("03041990", "[birth-date]"),
    # other numbers
    ("klantnummer 1234567", "klantnummer [number]"),
    ("dossier 12345678", "dossier [number]"),
    ("paspoortnummer NXP3K4L21", "paspoortnummer [number]"),
    ("NIE X1234567L", "NIE [number]"),
    ("4111 1111 1111 1111 1", "[number]"),
    ("kaart 6111222233334444", "kaart [number]"),
    # more than one beside each other
    ("123456782 0612345678 1234 AB", "[bsn] [phone] [postcode]"),
]

_SURVIVING = [
    "€ 250, 10.000 euro en € 1.250,50",
    "10.000-15.000 euro, 1.000.000 of 150 000",
    "600 uur of 800 + 800 uur",
    "Wi2007, Wi2013 en Wi2021",
    "in 2021 en 2022, 2021-2022, 2021 2022 2023",
    "2013 EN 2021",
    "2026 is goed, 1000 km, 1500 kg, 250 eu",
    "examen op 12-03-2026 om 10:00",
    "12-03-2026 10 uur, 12-03-2026 14 020",
    "van 09.00-12.30 en 9.30 uur",
    "op 12 juni 2026, 3 april 2026 of April 3, 2026",
    "2026-03-12, 12/3/2026, 12.03.26, 12 03 2026",
    "12032026 en 20260312",
    "١٢/٠٣/٢٠٢٦ و ۱۴۰۴/۱۲/۲۱",
    "geboren in 1990 in Asmara",
    "dobre 12-03-2026 i Osborn 12-03-2026",
    "ik ben geboren in Syrië en het examen is op 12-03-2026",
    "bel 112 of 14 020 of 113",
    "A1, A2, B1 en B2 na 3 jaar",
    "op inburgeren.nl, mijn.duo.nl en https://www.ind.nl staat niets",
    "klaar.Net begonnen",
    "ik kijk at school of op het werk",
    "I look at mail every day, in 2021 ka mid ah",
    "5 punt 3 komma 2",
    "onderweg 2 uur, ik ga weg 3 dagen",
    "DUO, IND, COA, VluchtelingenWerk en Blik op Werk",
    "mijn paspoort verlopen, document ontvangen 2026",
    "van 3-4-26 tot 5-6-26",
    "حصلت على ٢٥٠ يورو في ٢٠٢٦",
    "۶۰۰ ساعت درس در سال ۲۰۲۵",
    "ዓመት 2026 250 ዩሮ",
]


@pytest.mark.parametrize(("text", "expected"), _MASKED)
def test_personal_data_is_masked_and_nothing_else(text: str, expected: str) -> None:
    redaction = redact(text)
    assert redaction.text == expected
    assert set(redaction.kinds) == set(re.findall(r"\[([a-z-]+)\]", expected))


@pytest.mark.parametrize("text", _SURVIVING)
def test_what_points_to_nobody_survives(text: str) -> None:
    redaction = redact(text)
    assert redaction.text == text
    assert redaction.kinds == ()


def test_every_kind_has_an_example() -> None:
    assert {kind for text, _ in _MASKED for kind in redact(text).kinds} | {"name"} == set(KINDS)


def test_kinds_are_sorted_and_named_once() -> None:
    assert redact("06-12345678, 06-87654321, a@b.nl, 123456782").kinds == ("bsn", "email", "phone")


@_RUN
@given(st.integers(0, 10**9 - 1), st.sampled_from(["", " ", ".", "-", " - "]), st.sampled_from("0٠۰०"))
def test_every_nine_digit_number_is_masked_in_every_grouping(number: int, separator: str, zero: str) -> None:
    digits = "".join(chr(ord(zero) + int(digit)) for digit in f"{number:09}")
    text = separator.join((digits[:3], digits[3:6], digits[6:]))
    assert redact(f"nummer {text} hoort bij mij").text == "nummer [bsn] hoort bij mij"


@_RUN
@given(
    st.dates(dt.date(2006, 1, 1), dt.date(2035, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%y"]),
)
def test_a_bare_recent_date_survives(day: dt.date, form: str) -> None:
    text = f"mijn examen is op {day:{form}} in Utrecht"
    assert redact(text).text == text


@_RUN
@given(st.integers(0, 9_999_999))
def test_an_amount_of_money_survives(amount: int) -> None:
    text = f"ik moet {f'{amount:,}'.replace(',', '.')} euro betalen"
    assert redact(text).text == text


_FRAGMENTS = st.sampled_from(
    [
        "123456782", "06-12345678", "12-03-2026", "3-4-90", "1234 AB", "12", "2026", "0712345", "+31", "v",
        "(020)", "a@b.nl", "naam at gmail punt com", "@x", "www.a.nl", "NL91ABNA0417164300", "geboren op",
        "tel", "bsn", "ik heet", "Jan", "de Vries", "mevrouw", "Groetjes,", "اسمي", "أحمد", "ስመይ", "ዮሃንስ",
        "[bsn]", "benim adım", "[name]", "[", "]", ".", "-", " - ", "/", " ", "\n", ",", "@", "en", "١٢٣",
        "00", "Kerkstraat 12", "\u200f", "1.000", "mijn", "docent", "is", "paspoort", "NXP3K4L21",
    ]
)  # fmt: skip
_TEXTS = st.lists(_FRAGMENTS | st.text(max_size=4), max_size=14)


@_RUN
@given(_TEXTS, st.sampled_from(["", " "]))
@example(["3-4-90-", "1234 AB"], "")
def test_masking_twice_changes_nothing(parts: list[str], glue: str) -> None:
    once = redact(clean(glue.join(parts)))
    again = redact(once.text)
    assert again.text == once.text
    assert again.kinds == ()


@_RUN
@given(_TEXTS)
def test_what_is_left_are_pieces_of_the_text_in_their_order(parts: list[str]) -> None:
    text = clean(" ".join(parts))
    redaction = redact(text)
    place = 0
    for piece in re.split(r"\[(?:" + "|".join(KINDS) + r")\]", redaction.text):
        found = text.find(piece, place)
        assert found >= 0
        place = found + len(piece)


def test_random_digits_never_leave_a_long_number() -> None:
    """No nine digits in one piece survive, whatever stands between them and other digits."""
    generator = random.Random(4)
    for _ in range(300):
        text = "".join(generator.choices("0123456789 .-/x", k=60))
        assert not re.search(r"\d{9}", redact(text).text)
