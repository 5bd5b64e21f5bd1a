"""The packs of the project: every rule with its own samples, and what the whole book makes of sentences whose writers saw no rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from hub.checks.lint import Linter
from hub.model.places import LOCALES
from hub.model.rules import JURISDICTIONS, Jurisdiction
from hub.site import linter as linter_of
from tests.conftest import PROJECT

SAMPLES = Path(__file__).parent
IDS = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "bad.en").exists() or (folder / "good.en").exists() or "-" in folder.name)


@pytest.fixture(scope="module")
def linter() -> Linter:
    """The project's own book, on a day on which all of it is in force."""
    made, problems = linter_of(PROJECT, datetime(2026, 12, 1, tzinfo=UTC))
    assert made is not None, problems
    return made


def samples(rule_id: str, name: str) -> Iterator[tuple[dict[str, object], str]]:
    """(circumstances, text) of each line; circumstances are JSON before a tab."""
    for line in (SAMPLES / rule_id / name).read_text(encoding="utf-8").splitlines():
        told, _, text = line.rpartition("\t") if line.startswith("{") else ("{}", "", line)
        yield json.loads(told), text


def test_every_rule_has_bad_and_good_samples_in_each_of_its_languages(linter: Linter) -> None:
    wanted = {f"{rule.id}/{name}.{locale}" for rule in linter.rules.values() for locale in rule.locales for name in ("bad", "good")}
    there = {f"{rule_id}/{path.name}" for rule_id in IDS for path in (SAMPLES / rule_id).iterdir() if path.stat().st_size}
    assert wanted - there == set()
    assert there - wanted == set()


@pytest.mark.parametrize("rule_id", IDS)
def test_the_rule_finds_its_bad_samples_and_leaves_the_good(linter: Linter, rule_id: str) -> None:
    rule, pack = linter.rules[rule_id], linter.book.packs[rule_id]
    places: tuple[Jurisdiction, ...] = JURISDICTIONS if pack == "core" else (pack,)  # type: ignore[assignment]
    for locale in rule.locales:
        for name in ("bad", "good"):
            for told, text in samples(rule_id, f"{name}.{locale}"):
                found = linter.lint(text, locale, places, told)
                # Where a place has its own law, that law speaks for the claim which core found.
                speaks = any(one.rule == rule_id or (pack == "core" and one.family == rule.family) for one in found)
                assert speaks is (name == "bad"), (locale, name, text, [one.rule for one in found])


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    """scripts/bench-rules, which counts."""
    loader = SourceFileLoader("bench_rules", str(PROJECT / "scripts" / "bench-rules"))
    module = module_from_spec(spec_from_loader("bench_rules", loader))  # type: ignore[arg-type]
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def counts(linter: Linter, measure: ModuleType) -> Counter[tuple[str, str, str, str]]:
    return measure.judged(linter)[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_book_finds_most_violations_and_few_honest_sentences(counts: Counter[tuple[str, str, str, str]], locale: str) -> None:
    """A floor under what `make bench-rules` reports of sentences that no pattern was written and no model was trained with."""

    def share(label: str, what: str) -> float:
        return counts[locale, "unseen", label, what] / counts[locale, "unseen", label, "all"]

    assert share("plain", "found") >= 0.80
    assert share("implied", "found") >= 0.50
    assert share("honest", "error") <= 0.03
    assert share("honest", "found") <= 0.08


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Here is what an excess is: the part of a loss that you pay yourself."),
        ("en", "No policy is free of risk, and bonuses are never guaranteed."),
        ("zh-Hant", "宣告利率由公司每月公布，可能調升也可能調降。"),
        ("zh-Hant", "『免體檢』仍可能要回答健康告知，保額也有上限。"),
        ("zh-Hans", "犹豫期外退保，退的是现金价值，可能低于已交保费。"),
    ],
)
def test_plain_teaching_passes(linter: Linter, locale: str, text: str) -> None:
    assert [one for one in linter.lint(text, locale) if one.severity != "note"] == []  # type: ignore[arg-type]
