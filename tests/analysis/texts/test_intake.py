"""Tests of the one door through which a text enters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.texts.cleaning import clean
from analysis.texts.intake import Received, receive
from analysis.vocabulary import Flag

_RUN = settings(max_examples=200, deadline=None, derandomize=True)


def test_a_text_is_cleaned_masked_and_given_a_language_and_flags() -> None:
    text = "  Ik heet Ahmed\x00 en ik word bedreigd in het azc.\r\nBel mij op 06-12345678 of mail a@b.nl  "
    assert receive(text, "ar") == Received(
        text="Ik heet [name] en ik word bedreigd in het azc.\nBel mij op [phone] of mail [email]",
        language="nl",
        masked=("email", "name", "phone"),
        flags=(Flag.VIOLENCE_SAFETY, Flag.PERSONAL_DATA),
    )


def test_a_text_without_anything_special_comes_through() -> None:
    assert receive("Ik wil graag later examen doen", "nl") == Received(
        "Ik wil graag later examen doen", "nl", (), ()
    )


def test_an_invisible_character_does_not_hide_a_number() -> None:
    assert receive("bsn 1234\u200b567\u202e82", None).masked == ("bsn",)


def test_danger_is_seen_in_words_that_a_mask_covers() -> None:
    received = receive("mijn naam is zelfmoord", "nl")
    assert received.text == "mijn naam is [name]"
    assert Flag.DISTRESS in received.flags


def test_an_empty_text_keeps_the_chosen_language() -> None:
    assert receive(" \n", "ti") == Received("", "ti", (), ())


@_RUN
@given(st.text(st.characters(codec=None)), st.sampled_from([None, "nl", "fa"]))
def test_what_comes_out_can_be_stored_and_sent_in_again(text: str, chosen: str | None) -> None:
    received = receive(text, chosen)
    assert clean(received.text) == received.text
    assert receive(received.text, chosen).text == received.text
    assert (Flag.PERSONAL_DATA in received.flags) == bool(received.masked)
