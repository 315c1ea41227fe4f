"""The reader of the encoder's data file."""

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes import weights
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.weights import BLOCK, PACKAGE, VERSION, EncoderUnavailable, dequantised, locate, read

ROOT = Path(__file__).resolve().parents[3]


@given(st.binary(min_size=16, max_size=16), st.floats(-4, 4, width=16))
def test_a_block_holds_its_first_sixteen_weights_in_the_low_halves(halves: bytes, scale: float) -> None:
    block = np.array([(scale, np.frombuffer(halves, dtype=np.uint8))], dtype=BLOCK)
    values = dequantised(block)
    assert values.tolist() == [(byte % 16 - 8) * scale for byte in halves] + [
        (byte // 16 - 8) * scale for byte in halves
    ]


def test_blocks_of_a_row_follow_each_other() -> None:
    rows = np.zeros((2, 3), dtype=BLOCK)
    rows["scale"] = [[1, 2, 3], [4, 5, 6]]
    assert dequantised(rows).shape == (2, 96)
    assert dequantised(rows)[:, ::32].tolist() == [[-8, -16, -24], [-32, -40, -48]]


@pytest.mark.usefixtures("no_encoder")
def test_without_the_package_the_encoder_is_unavailable_and_says_which_package() -> None:
    with pytest.raises(EncoderUnavailable, match="a_package_that_is_not_installed"):
        locate()


def test_a_package_without_the_file_leaves_the_encoder_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "numpy")
    monkeypatch.setattr(weights, "VERSION", np.__version__)
    with pytest.raises(EncoderUnavailable, match=weights.FILE_NAME):
        locate()


def test_a_file_with_another_hash_is_refused_and_both_hashes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5S1 but not ours")
    with pytest.raises(EncoderUnavailable) as caught:
        read(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() in str(caught.value)
    assert weights.SHA256 in str(caught.value)


def test_a_file_that_is_not_there_leaves_the_encoder_unavailable(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="cannot be read"):
        read(tmp_path / "nothing.bin")


def test_another_version_of_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _package: "0.4.0")
    with pytest.raises(EncoderUnavailable, match=r"0\.4\.0, expected 0\.3\.0"):
        locate()


def test_the_pinned_version_is_one_everywhere() -> None:
    pin = f"{PACKAGE}=={VERSION}"
    assert pin in (ROOT / "constraints.txt").read_text().splitlines()
    assert f"{pin} --hash=sha256:" in (ROOT / "analysis/themes/encoder.txt").read_text()


def test_the_package_is_located_without_running_its_code(encoder: SentenceEncoder) -> None:
    assert locate().is_file()
    assert encoder.transform(["hallo"]).any()
    assert weights.PACKAGE not in sys.modules


def test_the_word_embeddings_stay_on_disk(encoder: SentenceEncoder) -> None:
    assert isinstance(encoder._network().weights.words, np.memmap)
