"""What is new: topics nobody defined come out as groups, ordinary texts and known topics do not."""

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.themes import emerging
from analysis.themes.emerging import find_clusters, novelty
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.geometry import unit
from analysis.themes.training import load
from analysis.themes.weights import Floats

WIDTH = 48
DIRECTIONS = np.eye(WIDTH)[:14]  # twelve themes, then two topics that nobody knows
LANGUAGES = ("nl", "ar")
OFFSETS = 3 * unit(np.random.default_rng(8).normal(size=(2, WIDTH)))


def made(topics: Sequence[int], seed: int, spread: float = 0.08) -> tuple[Floats, list[str]]:
    """A text for each topic, in two languages by turns: a direction, some noise and a language's offset."""
    noise = spread * np.random.default_rng(seed).normal(size=(len(topics), WIDTH))
    spoken = np.arange(len(topics)) % 2
    vectors = unit(DIRECTIONS[list(topics)] + noise) + OFFSETS[spoken]
    return vectors.astype(np.float32), [LANGUAGES[number] for number in spoken]


KNOWN, KNOWN_LANGUAGES = made([topic for topic in range(12) for _ in range(20)], seed=1)
ORDINARY = [topic for topic in range(12) for _ in range(3)]
NONE = np.empty((0, WIDTH), dtype=np.float32)


def clusters(topics: Sequence[int], seed: int = 2, spread: float = 0.08) -> list[emerging.Cluster]:
    return find_clusters(*made(topics, seed, spread), KNOWN, KNOWN_LANGUAGES)


def test_a_topic_that_nobody_knows_is_one_cluster_of_its_own_texts_in_both_languages() -> None:
    (found,) = clusters([*ORDINARY, 12, 12, 0, 12, 1, 12, 12, 12, 12, 12])
    assert set(found.rows) == {36, 37, 39, 41, 42, 43, 44, 45}
    assert found.languages == (("ar", 5), ("nl", 3))


def test_ordinary_texts_are_no_cluster_although_their_languages_lie_far_apart() -> None:
    assert clusters(ORDINARY, spread=0.12) == []


def test_texts_of_a_language_that_nobody_knew_are_no_cluster() -> None:
    vectors, languages = made(ORDINARY, seed=2)
    foreign = [{"nl": "nl", "ar": "uk"}[language] for language in languages]
    moved = vectors + np.where(np.array(foreign) == "uk", 5, 0)[:, None].astype(np.float32)
    assert find_clusters(moved, foreign, KNOWN, KNOWN_LANGUAGES) == []


def test_a_few_texts_in_a_language_of_their_own_keep_what_they_share() -> None:
    vectors, _ = made([*ORDINARY, *[12] * 16], seed=2)
    languages = [*LANGUAGES * 18, *["uk"] * 8]
    (found,) = find_clusters(np.vstack([vectors[:36], vectors[36::2]]), languages, KNOWN, KNOWN_LANGUAGES)
    assert set(found.rows) == set(range(36, 44))


def test_the_limit_is_that_of_known_texts_without_themselves() -> None:
    vectors, languages = made([topic for topic in range(12) for _ in range(20)], seed=9)
    centred, others = emerging._centred(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert len(emerging._far(centred, others, 0.95)) < 0.15 * len(vectors)


def test_a_topic_is_no_longer_new_once_texts_of_it_are_known() -> None:
    vectors, languages = made([*ORDINARY, *[12] * 8], seed=2)
    decided, decided_languages = made([12] * 20, seed=3)
    known = np.vstack([KNOWN, decided])
    assert find_clusters(vectors, languages, known, [*KNOWN_LANGUAGES, *decided_languages]) == []


def test_the_most_typical_text_comes_first_and_then_those_nearest_to_it() -> None:
    topics = [topic for topic in [*ORDINARY, *[12] * 9] for _ in LANGUAGES]
    vectors, known = made(topics, seed=4)[0][::2], KNOWN[::2]  # one language
    (found,) = find_clusters(vectors, ["nl"] * len(vectors), known, ["nl"] * len(known))
    centred = unit(vectors - np.vstack([vectors, known]).mean(axis=0))
    cosines = centred[list(found.rows)] @ centred[list(found.rows)].T
    assert cosines.sum(axis=1).argmax() == 0
    assert cosines[0] == pytest.approx(np.sort(cosines[0])[::-1])
    assert found.cohesion == pytest.approx((cosines.sum() - 9) / 72, abs=1e-5)


def test_larger_clusters_come_before_smaller_and_looser_ones_after_tighter() -> None:
    assert [len(found.rows) for found in clusters([*[13] * 6, *[12] * 8])] == [8, 6]
    vectors, languages = made([*[13] * 6, *[12] * 6], seed=2)
    tight, _ = made([12] * 6, seed=5, spread=0.01)
    vectors[6:] = tight
    first, second = find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert set(first.rows) == set(range(6, 12))
    assert first.cohesion > second.cohesion


def test_fewer_than_five_texts_are_no_cluster_unless_fewer_are_asked_for() -> None:
    vectors, languages = made([*ORDINARY, *[12] * 4], seed=2)
    assert find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES) == []
    (found,) = find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES, min_size=4)
    assert set(found.rows) == {36, 37, 38, 39}


def test_a_higher_quantile_calls_fewer_texts_far() -> None:
    vectors, languages = made([*[0] * 10, *[12] * 8], seed=2)
    found = [
        [len(one.rows) for one in find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES, quantile)]
        for quantile in (0.0, 0.95)
    ]
    assert found == [[10, 8], [8]]


def test_a_new_topic_that_borders_on_a_known_theme_is_found_too() -> None:
    vectors, languages = made([*ORDINARY[3:], *[0] * 12], seed=2)
    vectors[-12:] += (0.3 * DIRECTIONS[12]).astype(np.float32)
    (found,) = find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert set(found.rows) <= set(range(33, 45))
    assert find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES, quantile=0.95) == []


def test_novelty_is_one_less_the_mean_cosine_with_the_five_nearest_known_texts() -> None:
    known = np.array([[1, 0], [-1, 0], [0, 1], [0, -1], [0.6, 0.8], [-0.6, -0.8]], dtype=np.float32)
    texts = np.array([[1, 0], [-1, 0]], dtype=np.float32)  # the mean of all is 0, so nothing moves
    expected = 1 - (1 + 0.6 + 0 + 0 - 0.6) / 5
    assert novelty(texts, ["nl", "ar"], known, ["nl"] * 6) == pytest.approx([expected, expected])


@pytest.mark.parametrize("block", [7, 1000])
def test_a_known_text_is_not_its_own_neighbour(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emerging, "BLOCK", block)
    pairs = unit(np.random.default_rng(3).normal(size=(30, WIDTH))).astype(np.float32)
    spread = emerging._novelty(pairs, pairs, own=True)
    alone = [novelty_of_one(pairs, row) for row in range(30)]
    assert spread == pytest.approx(alone, abs=1e-5)


def novelty_of_one(vectors: Floats, row: int) -> float:
    cosines = np.delete(vectors, row, axis=0) @ vectors[row]
    return float(1 - np.sort(cosines)[-5:].mean())


def test_texts_are_compared_in_blocks_without_another_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    topics = [*ORDINARY, *[12] * 8]
    whole = clusters(topics)
    monkeypatch.setattr(emerging, "BLOCK", 7)
    assert [found.rows for found in clusters(topics)] == [found.rows for found in whole]


def test_the_same_texts_give_the_same_clusters_in_any_order() -> None:
    vectors, languages = made([*ORDINARY, *[12] * 8, *[13] * 6], seed=2)
    order = np.random.default_rng(6).permutation(len(vectors))
    mixed = find_clusters(vectors[order], [languages[row] for row in order], KNOWN, KNOWN_LANGUAGES)
    plain = find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert plain == find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert [[order[row] for row in found.rows] for found in mixed] == [list(found.rows) for found in plain]


def test_of_too_many_far_texts_the_most_novel_are_clustered(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, languages = made([*[12] * 10, *[13] * 10], seed=2)
    vectors[:10] = 0.6 * vectors[:10] + 0.4 * KNOWN[:10]  # the first topic stands nearer to what is known
    monkeypatch.setattr(emerging, "MAX_FAR", 10)
    (found,) = find_clusters(vectors, languages, KNOWN, KNOWN_LANGUAGES)
    assert set(found.rows) == set(range(10, 20))


def test_known_texts_themselves_are_nothing_new() -> None:
    assert find_clusters(KNOWN, KNOWN_LANGUAGES, KNOWN, KNOWN_LANGUAGES) == []


@pytest.mark.parametrize("empty", [NONE, np.array([], dtype=np.float32)])
def test_no_texts_have_no_clusters_and_no_novelty(empty: Floats) -> None:
    assert find_clusters(empty, [], KNOWN, KNOWN_LANGUAGES) == find_clusters(empty, [], empty, []) == []
    assert novelty(empty, [], KNOWN, KNOWN_LANGUAGES).shape == novelty(empty, [], empty, []).shape == (0,)


@pytest.mark.parametrize("known", [NONE, np.array([], dtype=np.float32), KNOWN[:1], KNOWN[:10:2]])
def test_with_hardly_any_known_texts_all_are_far_and_topics_still_part(known: Floats) -> None:
    vectors, languages = made([topic for topic in [*[0] * 9, *[1] * 8] for _ in LANGUAGES], seed=2)
    found = find_clusters(vectors[::2], languages[::2], known, ["nl"] * len(known))
    assert [set(one.rows) for one in found] == [set(range(9)), set(range(9, 17))]


def test_without_known_texts_every_text_is_wholly_new() -> None:
    assert novelty(*made(ORDINARY, seed=2), NONE, []).tolist() == [1.0] * 36


@pytest.mark.parametrize("count", [8, 40])
def test_copies_of_one_text_are_one_cluster_of_cohesion_one(count: int) -> None:
    copies = np.repeat(made([12], seed=2)[0], count, axis=0)
    (found,) = find_clusters(copies, ["nl"] * count, KNOWN, KNOWN_LANGUAGES)
    assert found.rows == tuple(range(count))
    assert found.cohesion == pytest.approx(1)


@pytest.mark.parametrize("known", [0, 40])
def test_copies_of_one_text_with_nothing_else_to_compare_say_nothing(known: int) -> None:
    copies = np.repeat(made([12], seed=2)[0], 20 + known, axis=0)
    assert find_clusters(copies[:20], ["nl"] * 20, copies[20:], ["nl"] * known) == []


def test_a_vector_without_a_language_is_refused() -> None:
    with pytest.raises(ValueError, match="every vector needs a language"):
        find_clusters(KNOWN[:3], ["nl"] * 2, KNOWN, KNOWN_LANGUAGES)
    with pytest.raises(ValueError, match="every vector needs a language"):
        novelty(KNOWN[:3], ["nl"] * 3, KNOWN, KNOWN_LANGUAGES[1:])


CHILD_CARE = (
    ("nl", "De kinderopvang zit vol, ons kind staat al een jaar op de wachtlijst"),
    ("nl", "Nergens plek voor mijn baby bij de crèche"),
    ("nl", "Waarom is er geen opvang voor peuters? Alles is vol"),
    ("en", "Every nursery is full, nobody can look after my toddler"),
    ("en", "We are number 60 on the waiting list for childcare"),
    ("en", "There is no day care place for my little son"),
    ("es", "La guardería está llena y no tengo con quién dejar a mi hija"),
    ("es", "No hay plazas de guardería para mi bebé"),
    ("tr", "Kreşte yer yok, çocuğumu bırakacak kimsem yok"),
    ("tr", "Bütün kreşler dolu, bebeğim için sıra bekliyoruz"),
    ("ar", "الحضانة ممتلئة ولا أجد من يرعى طفلي"),
    ("ar", "لا يوجد مكان لابني في دار الحضانة"),
)


def questions(number: int) -> list[tuple[str, str]]:
    """The training text of that number of each theme, in Dutch and in English."""
    texts = [text for text in load() if text.lang in ("nl", "en")]
    kinds = sorted({(text.lang, text.theme) for text in texts})
    found = [[text for text in texts if (text.lang, text.theme) == kind][number] for kind in kinds]
    return [(text.lang, text.text) for text in found]


def test_full_child_care_in_five_languages_comes_out_and_ordinary_questions_do_not(
    encoder: SentenceEncoder,
) -> None:
    known, new = questions(2), [*CHILD_CARE, *questions(3)[::3]]
    vectors = encoder.transform([text for _, text in [*new, *known]])
    languages = [language for language, _ in new]
    (found,) = find_clusters(
        vectors[: len(new)], languages, vectors[len(new) :], [language for language, _ in known]
    )
    assert set(found.rows) < set(range(len(CHILD_CARE)))
    assert len(found.rows) >= 6
    assert len(found.languages) >= 3
