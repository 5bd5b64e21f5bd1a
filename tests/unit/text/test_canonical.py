from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.text.canonical import canonical, digest, digest_of_text

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh_", min_size=1, max_size=6), inner, max_size=4),
    max_leaves=12,
)


def test_line_ends_become_lf_and_letters_nfc() -> None:
    assert canonical("cafe\u0301\r\nb\rc\n") == "caf\u00e9\nb\nc\n"


def test_nothing_but_line_ends_and_letters_is_touched() -> None:
    text = "  two  spaces\tand\u3000full width ﹏ Ａ①  \n\n"
    assert canonical(text) == text


@given(WORDS)
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def _reordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in reversed(list(value))}
    return [_reordered(child) for child in value] if isinstance(value, list) else value


def _respelled(value: object) -> object:
    """The same texts decomposed and with Windows line ends."""
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))
    if isinstance(value, dict):
        return {key: _respelled(child) for key, child in value.items()}
    return [_respelled(child) for child in value] if isinstance(value, list) else value


@given(VALUES)
def test_key_order_does_not_change_a_digest(value: object) -> None:
    assert digest(_reordered(value)) == digest(value)


@given(VALUES)
def test_line_ends_and_normal_forms_do_not_change_a_digest(value: object) -> None:
    assert digest(_respelled(value)) == digest(value)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data(), WORDS)
def test_any_changed_word_changes_a_digest(words: list[str], data: st.DataObject, other: str) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    assume(canonical(other) != canonical(words[at]))
    assert digest({"words": [*words[:at], other, *words[at + 1 :]]}) != digest({"words": words})


def test_the_order_of_a_list_changes_a_digest() -> None:
    assert digest(["a", "b"]) != digest(["b", "a"])


def test_a_moved_comma_changes_a_digest() -> None:
    assert digest("Stop, look") != digest("Stop look,")


def test_tuples_and_lists_are_one() -> None:
    assert digest(("a", ("b",))) == digest(["a", ["b"]])


def test_a_digest_is_sha256_of_canonical_json() -> None:
    value = {"b": "自負額", "a": [1, None, True]}
    expected = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert digest(value) == hashlib.sha256(expected).hexdigest()


def test_a_digest_of_text_is_what_sha256sum_prints() -> None:
    assert digest_of_text("Excess") == hashlib.sha256(b"Excess").hexdigest()


def test_a_text_and_its_json_have_different_digests() -> None:
    assert digest("a") != digest_of_text("a")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**60, {1: "a"}, object()])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        digest(value)
