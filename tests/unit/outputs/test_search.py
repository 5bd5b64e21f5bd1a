"""What search may know, and how it is written down for Pagefind and for search.js."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from hub.model.release import Site
from hub.outputs import search
from hub.shell.pagefind import PagefindError, index
from hub.text import pairs
from tests.conftest import PROJECT, Project

TABLES = PROJECT / "content" / "_data" / "search"


def site_of(project: Project) -> Site:
    site = project.load().site
    assert site is not None
    return site


def documents(project: Project) -> dict[str, str]:
    return {artifact.path: artifact.data.decode() for artifact in search.documents(site_of(project))}


def tables(project: Project) -> dict[str, Mapping[str, object]]:
    return {artifact.path: json.loads(artifact.data) for artifact in search.tables(site_of(project))}


def shown(document: str, name: str) -> str:
    """The value of a metadata field."""
    found = re.search(rf'data-{name}="([^"]*)"', document)
    assert found, f"no {name}"
    return found[1]


# Documents


def test_every_release_but_the_home_page_has_one_document(approved: Project) -> None:
    expected = {f"{release.item.locale}/{release.item.id}/index.html" for release in site_of(approved).releases}
    assert set(documents(approved)) == expected


def test_nothing_approved_nothing_to_find(library: Project) -> None:
    assert documents(library) == {}
    assert all(table["count"] == 0 and table["topics"] == table["types"] == [] for table in tables(library).values())


def test_an_approval_without_search_keeps_an_item_out_of_documents_and_tables(library: Project) -> None:
    library.edit("en/faq/motor/dragon-fire.md", "phrasings:", "phrasings:\n  - does anything cover zyxwvut")
    library.approve(channels=("page", "feed", "social"))
    assert documents(library) == {}
    assert "zyxwvut" not in json.dumps(list(tables(library).values()))


def test_an_unapproved_word_is_nowhere(library: Project) -> None:
    library.approve()
    library.edit("en/faq/motor/dragon-fire.md", "phrasings:", "phrasings:\n  - does anything cover zyxwvut")
    assert "zyxwvut" not in "".join(documents(library).values())
    assert "zyxwvut" not in json.dumps(list(tables(library).values()))


def test_a_result_shows_what_was_approved(approved: Project) -> None:
    site = site_of(approved)
    release = site.release("faq/motor/dragon-fire", "en")
    assert release is not None
    document = documents(approved)["en/faq/motor/dragon-fire/index.html"]
    assert '<html lang="en">' in document and "<body data-pagefind-body>" in document
    assert shown(document, "url") == "en/faq/motor/dragon-fire/"
    assert shown(document, "type") == "faq" and shown(document, "topic") == "motor"
    assert shown(document, "reviewed") == release.item.matter.reviewed_on.isoformat()
    assert {"zqtypefaq", "zqtopicmotor"} <= set(shown(document, "facet").split())


def test_a_term_leads_to_its_place_in_the_glossary(approved: Project) -> None:
    document = next(text for path, text in documents(approved).items() if path.startswith("en/glossary/"))
    assert re.fullmatch(r"en/glossary/#[a-z0-9-]+", shown(document, "url"))


def test_front_matter_cannot_leave_its_attribute(library: Project) -> None:
    library.edit("en/faq/motor/dragon-fire.md", "phrasings:", "phrasings:\n  - 'a \"><script>alert(1)</script>'")
    library.approve()
    assert "<script" not in documents(library)["en/faq/motor/dragon-fire/index.html"]


def test_both_chinese_languages_hold_the_same_words(approved: Project) -> None:
    found = documents(approved)
    for path in (path for path in found if path.startswith("zh-Hant/")):
        other = found[path.replace("zh-Hant/", "zh-Hans/", 1)]
        for field in ("kt", "kb", "facet"):
            assert shown(found[path], field) == shown(other, field), path
        assert found[path].split("</div>", 1)[1] == other.split("</div>", 1)[1]


def test_one_chinese_language_does_without_the_other(library: Project) -> None:
    library.approve(locales=("en", "zh-Hans"))
    assert not any(path.startswith("zh-Hant/") for path in documents(library))
    assert any(path.startswith("zh-Hans/") for path in documents(library))


def test_the_marks_of_sources_are_not_words() -> None:
    assert search.blocks('<h2 id="a">How</h2><p>It burns<a href="#source-1">source 1</a>.</p><ul><li>One</li></ul>') == [
        ("h2", "How"),
        ("p", "It burns."),
        ("p", "One"),
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("401(k)", ["401k"]),
        ("Part D", ["xpartd"]),
        ("co-pay", ["copay"]),
        ("an insurer's", ["an", "insurer"]),
        ("can’t", ["cant"]),
        ("ＭＰＦ", ["mpf"]),
        ("自負額 excess", ["excess"]),
    ],
)
def test_latin_words(written: str, words: list[str]) -> None:
    assert search.latin_words(written) == words


def test_a_whole_name_has_one_token_in_both_scripts() -> None:
    assert search.exact("自負額 (Excess)") == search.exact("自负额excess") != search.exact("自負額")


# Names


def names(project: Project, locale: str) -> dict[str, list[object]]:
    shards = [json.loads(artifact.data) for artifact in search.names(site_of(project)) if artifact.path.startswith(f"assets/search/{locale}/names/")]
    return {address: row for shard in shards for address, row in shard.items()}


def test_names_are_those_of_what_is_public(approved: Project) -> None:
    found = names(approved, "en")
    assert set(found) == {release.item.address for release in site_of(approved).releases if release.item.locale == "en"}
    site = site_of(approved)
    release = site.release("faq/motor/dragon-fire", "en")
    assert release is not None
    assert found["en/faq/motor/dragon-fire/"][1:] == [release.item.matter.title, *release.item.matter.phrasings]  # type: ignore[union-attr]
    assert max(row[0] for row in found.values()) > 0  # type: ignore[type-var]


def test_both_chinese_languages_have_the_same_names(approved: Project) -> None:
    traditional, simplified = names(approved, "zh-Hant"), names(approved, "zh-Hans")
    assert {address.replace("zh-Hant", "zh-Hans"): row for address, row in traditional.items()} == simplified


def test_an_unapproved_name_is_nowhere(library: Project) -> None:
    library.approve()
    library.edit("en/faq/motor/dragon-fire.md", "phrasings:", "phrasings:\n  - does anything cover zyxwvut")
    assert "zyxwvut" not in json.dumps(names(library, "en")) and names(library, "en")


# Tables


def test_tables_say_what_a_panel_needs(approved: Project) -> None:
    found = tables(approved)
    assert set(found) == {f"assets/search/{locale}/tables.json" for locale in ("en", "zh-Hant", "zh-Hans")}
    english, traditional = found["assets/search/en/tables.json"], found["assets/search/zh-Hant/tables.json"]
    assert english["letters"] == [] and len(traditional["letters"]) == 2  # type: ignore[arg-type]
    assert english["strings"]["search_label"] and english["strings"]["type_faq"]  # type: ignore[index]
    assert "motor" in {topic for topic, _, _ in english["topics"]} and english["places"][0][0] == "TW"  # type: ignore[call-overload,index]


def test_the_vocabulary_is_made_of_public_words(approved: Project) -> None:
    words = set(" ".join(tables(approved)["assets/search/en/tables.json"]["vocabulary"]).split())  # type: ignore[arg-type]
    assert "dragon" in words and not any(word.isdigit() for word in words)


def test_search_tables_of_the_project_are_lists_of_text() -> None:
    """Their shape: what `tables` takes for granted."""
    stop, synonyms, products = (
        yaml.safe_load((TABLES / f"{name}.yml").read_text(encoding="utf-8")) for name in ("stopwords", "synonyms", "products")
    )
    for table in (stop, synonyms, products):
        assert set(table) == {"en", "zh"}
    assert all(isinstance(word, str) for words in stop.values() for word in words)
    assert all(isinstance(word, str) for groups in synonyms.values() for group in groups for word in group)
    assert all(len(group) == len({pairs.folded(word) for word in group}) > 1 for groups in synonyms.values() for group in groups)
    topics = {entry["id"] for entry in yaml.safe_load((TABLES.parent / "topics.yml").read_text(encoding="utf-8"))["topics"]}
    assert all(set(clues) <= topics for clues in products.values())


# Pagefind


def write(project: Project, folder: Path) -> None:
    for path, document in documents(project).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(document, encoding="utf-8")


def test_a_bundle_is_the_same_every_time_and_bears_no_unused_files(approved: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(approved, tmp_path / "in")
    monkeypatch.setenv("PAGEFIND_OUTPUT_PATH", str(tmp_path / "elsewhere"))
    for locale in ("en", "zh-Hant"):
        bundles = []
        for name in ("one", "two"):
            count = index(tmp_path / "in" / locale, tmp_path / name / locale)
            assert count == len(list((tmp_path / "in" / locale).rglob("*.html")))
            bundles.append(
                {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
            )
        assert bundles[0] == bundles[1]
        assert not any("ui" in path or "highlight" in path for path in bundles[0])
    assert not (tmp_path / "elsewhere").exists()


def test_what_pagefind_says_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(PagefindError, match=r"(?s)pagefind ended with 1.*index"):
        index(tmp_path / "in", tmp_path / "out")


# The panel's weight (12 KiB together, gzip -6) is promised to readers on slow lines.


def test_the_scripts_are_small() -> None:
    files = [PROJECT / "overrides" / "assets" / "search" / name for name in ("search.js", "panel.js", "panel.css")]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= 20 * 1024
