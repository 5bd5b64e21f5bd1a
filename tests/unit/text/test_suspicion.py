from __future__ import annotations

import json
from pathlib import Path

import pytest

from hub.text.folding import fold
from hub.text.suspicion import Suspicion, readied

SMALL = {
    "format": 1,
    "made_from": {"honest": 2},
    "ngrams": [1, 3],
    "bias": -50,
    "threshold": 20,
    "quiet": 10,
    "scale": 100,
    "weights": {"ab": 100, "c": 40, "abc": 1},
}
MODELS = Path(__file__).parents[3] / "content/_rules/suspicion"


def test_score_is_the_bias_and_the_known_weights_over_the_root_of_their_number() -> None:
    model = Suspicion.of(SMALL)
    assert model.score("ab") == 50
    assert model.score("abab") == 50  # an n-gram counts once
    assert model.score("abc") == -50 + round(141 / 3**0.5)


@pytest.mark.parametrize("text", ["", "xyz", "保单"])
def test_text_without_a_known_ngram_scores_the_bias(text: str) -> None:
    assert Suspicion.of(SMALL).score(text) == -50


def test_the_threshold_itself_is_suspicious() -> None:
    assert Suspicion.of({**SMALL, "threshold": 50}).is_suspicious("ab")
    assert not Suspicion.of({**SMALL, "threshold": 51}).is_suspicious("ab")


def test_later_changes_to_the_mapping_do_not_reach_the_model() -> None:
    weights = {"ab": 100}
    model = Suspicion.of({**SMALL, "weights": weights})
    weights["ab"] = 0
    assert model.score("ab") == 50


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": True},
        {"bias": 0.5},
        {"threshold": None},
        {"quiet": "low"},
        {"scale": 0},
        {"ngrams": [3, 1]},
        {"ngrams": [0, 3]},
        {"ngrams": [1, 9]},
        {"ngrams": [1]},
        {"weights": ["ab"]},
        {"weights": {"abcd": 1}},
        {"weights": {"": 1}},
        {"weights": {"ab": 1.5}},
        {"weights": {"ab": True}},
        {"more": 1},
    ],
)
def test_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must"):
        Suspicion.of({**SMALL, **change})


def test_a_missing_key_and_another_type_are_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        Suspicion.of({key: value for key, value in SMALL.items() if key != "threshold"})
    with pytest.raises(ValueError, match="keys"):
        Suspicion.of([])  # type: ignore[arg-type]


def test_readied_text_has_no_spaces_in_chinese_and_single_ones_in_english() -> None:
    assert readied(" 领 \n 3%\x1f一年 ", "zh") == "领3%一年"
    assert readied(" two \n  words\x1fhere ", "en") == "two words here"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_stored_model_is_small_sorted_and_readable(language: str) -> None:
    raw = (MODELS / f"{language}.json").read_bytes()
    parsed = json.loads(raw)
    assert len(raw) <= 400_000
    assert list(parsed) == sorted(parsed) and list(parsed["weights"]) == sorted(parsed["weights"])
    assert Suspicion.of(parsed).weights


def test_both_scripts_of_chinese_score_the_same() -> None:
    model = Suspicion.of(json.loads((MODELS / "zh.json").read_bytes()))
    one, other = (model.score(readied(fold(text).text, "zh")) for text in ("這張保單領一輩子,你懂的。", "这张保单领一辈子,你懂的。"))
    assert one == other != model.bias
