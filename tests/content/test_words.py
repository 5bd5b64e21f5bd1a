"""Interface words: what the program asks for by name, and words that nothing asks for any more."""

import re
from pathlib import Path

import yaml

from hub.model.words import PROGRAM_WORDS

ROOT = Path(__file__).resolve().parents[2]
WORDS = yaml.safe_load((ROOT / "content/_strings/en.yml").read_text(encoding="utf-8"))


def _sources(folder: str, *endings: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*")) if path.suffix in endings)


def test_every_word_that_the_program_names_is_among_its_words() -> None:
    named = set(re.findall(r'\b(?:words|strings)\["(\w+)"\]', _sources("hooks", ".py"))) - {"en"}
    assert len(named) > 20
    assert named <= set(PROGRAM_WORDS)


def test_no_word_is_left_that_nothing_uses() -> None:
    templates = _sources("overrides", ".html", ".js")
    used = set(PROGRAM_WORDS) | {key for key in WORDS if re.search(rf"\b{key}\b", templates)}
    panel = _sources("overrides/assets/search", ".js")  # names them without their prefix
    used |= {key for key in WORDS if key.startswith("search_") and re.search(rf"[`']{key.removeprefix('search_')}", panel)}
    used |= {"search_topic_any", "search_place_any", "search_audience_any"}  # put together by results.js from the name of the choice
    months = {f"month_{number}" for number in range(1, 13)}
    assert sorted(set(WORDS) - used - months) == []
