"""The split of texts into pieces."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.encoder import SentenceEncoder
from analysis.themes.tokenizer import UNKNOWN_PENALTY, Tokenizer
from analysis.themes.weights import Vocabulary

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁a", "▁ab", "ba", "aab", "<mask>")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -3.5, -4.0, -3.2, -5.5, -4.1, -4.4, 0.0)
START, END, UNKNOWN = 0, 2, 3


@pytest.fixture
def tokenizer() -> Tokenizer:
    return small_tokenizer()


def small_tokenizer() -> Tokenizer:
    replacements = {ord("A"): "a", ord("\t"): " ", ord("\u200b"): "", ord("½"): "a b"}
    return Tokenizer(Vocabulary(PIECES, SCORES, replacements, start=0, end=2, pad=1, unknown=3))


def pieces(numbers: list[int]) -> list[str]:
    return [PIECES[number] for number in numbers[1:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["▁a"]),
        ("ab", ["▁ab"]),
        ("aab", ["▁", "aab"]),
        ("aba", ["▁a", "ba"]),
        ("b", ["▁", "b"]),
        ("a a", ["▁a", "▁a"]),
        ("a    a", ["▁a", "▁a"]),
        ("a\t\u200b a", ["▁a", "▁a"]),
        ("A", ["▁a"]),
        ("½", ["▁a", "▁", "b"]),
        ("ax", ["▁a", "<unk>"]),
        ("xy", ["▁", "<unk>", "<unk>"]),
    ],
)
def test_a_text_is_split_into_its_most_probable_pieces(
    tokenizer: Tokenizer, text: str, expected: list[str]
) -> None:
    assert pieces(tokenizer.tokens(text, 64)) == expected


def test_start_and_end_surround_the_pieces(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokens("a", 64) == [START, PIECES.index("▁a"), END]


@pytest.mark.parametrize("typed", ["<s>", "</s>", "<pad>", "<mask>"])
def test_what_somebody_types_never_becomes_a_special_piece(tokenizer: Tokenizer, typed: str) -> None:
    assert set(pieces(tokenizer.tokens(typed, 64))) <= {"▁", "<unk>", "a", "b"}


@given(st.integers(2, 20))
def test_a_long_text_is_cut_at_the_limit_and_still_ended(limit: int) -> None:
    numbers = small_tokenizer().tokens("b " * 40, limit)
    assert (len(numbers), numbers[0], numbers[-1]) == (limit, START, END)


@given(st.text(alphabet="abx ", min_size=1, max_size=7).filter(lambda text: "  " not in text))
def test_no_other_split_is_more_probable(text: str) -> None:
    marked = ("" if text.startswith(" ") else "▁") + text.replace(" ", "▁")
    found = small_tokenizer().tokens(text, 64)[1:-1]
    total = sum(_score(PIECES[number]) if number != UNKNOWN else _score("?") for number in found)
    inner = range(1, len(marked))
    splits = (cuts for size in range(len(marked)) for cuts in combinations(inner, size))
    best = max(
        sum(_score(marked[a:b]) for a, b in zip((0, *cuts), (*cuts, len(marked)), strict=True))
        for cuts in splits
    )
    assert total == pytest.approx(best)


def _score(piece: str) -> float:
    if piece in PIECES[4:-1]:
        return SCORES[PIECES.index(piece)]
    return min(SCORES) - UNKNOWN_PENALTY if len(piece) == 1 else float("-inf")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hoe lang moet ik wachten op de uitslag van mijn examen?", 18),
        ("متى يبدأ درس اللغة؟ انتظر منذ ستة أشهر في الكامب", 20),
        ("ፈተና መዓስ እየ ክገብር ዝኽእል?", 18),
        ("我什么时候可以申请荷兰护照？", 13),
    ],
)
def test_real_texts_have_as_many_pieces_as_the_reference_tokenizer_gives(
    encoder: SentenceEncoder, text: str, count: int
) -> None:
    assert len(encoder._network().tokenizer.tokens(f"query: {text}", 512)) == count
