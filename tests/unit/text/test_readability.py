from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.readability import (
    LEAST_EASE,
    Hard,
    Uncommon,
    characters,
    chinese,
    english,
    hard_chinese,
    hard_english,
    syllables,
    uncommon,
    words,
)

PLAIN = "You pay a small sum each month."
CLAUSE = (
    "Notwithstanding any contrary provision, the beneficiary's irrevocable designation necessitates contemporaneous notification "
    "of the administrative intermediary regarding supplementary contractual obligations."
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *dict.fromkeys([("a", 1), ("claim", 1), ("claims", 1), ("paid", 1), ("times", 1), ("called", 1), ("rules", 1), ("the", 1), ("whole", 1)]),
        *[("policy", 3), ("insure", 2), ("insured", 2), ("insurance", 3), ("table", 2), ("pages", 2), ("dated", 2), ("handled", 2), ("paying", 2)],
        *[("premium", 3), ("annual", 3), ("deductible", 4), ("retirement", 3), ("statement", 2), ("settlement", 3), ("client", 2), ("guarantee", 3)],
        *[("annuity", 4), ("liability", 5), ("society", 4), ("beneficiary", 6), ("association", 5), ("element", 3), ("marriage", 2), ("tourism", 3)],
        *[("NHS", 3), ("insurer's", 3), ("don't", 1), ("30", 1), ("2026-11-22", 1), ("hmm", 1)],
    ],
)
def test_syllables(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_words_are_parted_at_hyphens_and_not_at_apostrophes() -> None:
    assert words("The insurer’s cooling-off period: 1,000 days (30%).") == ["The", "insurer’s", "cooling", "off", "period", "1,000", "days", "30%"]


def test_flesch_by_hand() -> None:
    """7 words, 7 syllables, one sentence: 206.835 - 1.015 * 7 - 84.6 * 1."""
    assert english([PLAIN]).ease == round(206.835 - 1.015 * 7 - 84.6, 1)


def test_a_clause_is_harder_than_plain_words() -> None:
    plain, clause = english([PLAIN]), english([CLAUSE])
    assert plain.ease is not None and clause.ease is not None
    assert plain.ease > 90 and clause.ease < LEAST_EASE


def test_english_names_its_longest_sentences() -> None:
    report = english(["One two.", "", "One two three four.", "One.", "One two three."])
    assert (report.sentences, report.words) == (4, 10)
    assert report.longest == ((2, 4), (4, 3), (0, 2))


@pytest.mark.parametrize("none", [[], [""], ["…", "——"]])
def test_nothing_to_read_has_no_figure(none: list[str]) -> None:
    assert english(none).ease is None and chinese(none).mean is None
    assert hard_english(none) == hard_chinese(none) == []


def test_characters_are_han_letters_and_digits() -> None:
    assert characters("投保後 10 天內（ABC），可撤銷。") == 10


def test_chinese_counts_what_is_long() -> None:
    report = chinese(["保" * 61, "保" * 60, "保" * 9 + "。", "！"])
    assert (report.sentences, report.characters, report.mean) == (3, 130, 43.3)
    assert report.long_share == round(1 / 3, 3)
    assert report.longest[0] == (0, 61)


def test_hard_chinese_begins_after_sixty() -> None:
    assert hard_chinese(["保" * 60, "保" * 61]) == [Hard(1, "characters", 61, 60)]


def test_hard_english_begins_after_thirty_words() -> None:
    assert hard_english(["a cat " * 15, "a cat " * 15 + "sat"]) == [Hard(1, "words", 31, 30)]


def test_hard_english_tells_of_low_ease_only_from_fifteen_words() -> None:
    (hard,) = hard_english([CLAUSE])
    assert (hard.index, hard.measure, hard.limit) == (0, "ease", LEAST_EASE) and hard.value < LEAST_EASE
    assert hard_english(["Irrevocable beneficiary designation necessitates administrative notification."]) == []


def test_one_sentence_may_be_hard_twice() -> None:
    assert [one.measure for one in hard_english([CLAUSE + " " + CLAUSE])] == ["words", "ease"]


TERMS = ["surrender value", "surrender charge", "coinsurance", "解約金", "保單價值準備金"]


def test_uncommon_tells_terms_that_the_glossary_lacks_at_their_first_use() -> None:
    sentences = ["Ask for the Surrender Values.", "A surrender value falls. Coinsurance too.", "解約金低於保單價值準備金。"]
    found = uncommon(sentences, {"coinsurance", "解約金"}, TERMS)
    assert found == [Uncommon("surrender value", 0, 12, 28), Uncommon("保單價值準備金", 2, 5, 12)]


def test_a_part_of_a_longer_term_is_no_use_of_the_shorter() -> None:
    assert uncommon(["The cash surrender value falls."], {"cash surrender value"}, ["surrender value"]) == []
    assert [one.term for one in uncommon(["The cash surrender value falls."], (), ["surrender value", "cash surrender value"])] == [
        "cash surrender value"
    ]


def test_a_latin_term_is_a_whole_word() -> None:
    assert uncommon(["Reloading a page."], (), ["loading"]) == []


SENTENCES = st.lists(st.text(st.sampled_from("ab e解約金 12.,'-"), max_size=60) | st.text(max_size=40), max_size=5)


@given(SENTENCES)
def test_every_text_can_be_measured(sentences: list[str]) -> None:
    report = english(sentences)
    assert report.syllables >= report.words >= report.sentences >= 0
    assert 0 <= chinese(sentences).long_share <= 1
    for one in [*hard_english(sentences), *hard_chinese(sentences)]:
        assert 0 <= one.index < len(sentences)


@given(SENTENCES)
def test_a_term_is_reported_where_it_stands(sentences: list[str]) -> None:
    for one in uncommon(sentences, ["解約"], ["解約金", "ab", "e"]):
        assert sentences[one.index][one.start : one.end].lower().startswith(one.term)
