from __future__ import annotations

from hub.text.likeness import MOST_SHARED, TELLING, nearest, rarity, vectors, words_of


def test_words_are_latin_words_and_pairs_of_han_letters_in_one_script() -> None:
    assert words_of("The excess, THE Excess; 25 a") == {"the": 2, "excess": 2}
    assert words_of("自負額") == words_of("自负额") == {"自负": 1, "负额": 1}
    assert words_of("賠 a 1") == {}


def _near(**texts: str) -> dict[tuple[str, str], float]:
    return nearest(vectors({name: words_of(text) for name, text in texts.items()}), 5)


def test_texts_that_share_rare_words_are_alike_and_others_are_not() -> None:
    found = _near(a="carpet excess marble", b="carpet excess pebble", c="dragon fire marble", d="ghost haunts houses")
    assert found[("a", "b")] > found[("a", "c")] > 0
    assert not any("d" in pair for pair in found)
    assert all(one < other and 0 < likeness <= 1 for (one, other), likeness in found.items())


def test_the_same_words_are_wholly_alike_and_order_of_texts_does_not_matter() -> None:
    texts = {"a": "carpet excess carpet", "b": "carpet excess carpet", "c": "moon", "d": "dragon", "e": "ghost"}
    assert _near(**texts) == _near(**dict(reversed(texts.items()))) == {("a", "b"): 1.0}


def test_a_word_of_one_text_or_of_too_many_tells_nothing() -> None:
    words = {f"t{number}": {"everywhere": 1, f"own{number}": 1, **({"some": 1} if number < 3 else {})} for number in range(MOST_SHARED * 2)}
    assert set(rarity(words)) == {"some"}


def test_a_text_is_known_by_its_most_telling_words() -> None:
    many = {f"w{number}": 1 for number in range(TELLING * 2)}
    assert {len(vector) for vector in vectors({"a": many, "b": many, "c": {}}).values()} == {TELLING, 0}
