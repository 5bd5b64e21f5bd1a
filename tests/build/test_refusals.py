"""What is broken or hostile is refused: file, line, code and cure on the terminal, exit status not 0, and the last good site as it was."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.build.conftest import Hub, Ran, tree
from tests.conftest import Project

SEED = "en/faq/home/haunted-house.md"


@dataclass(frozen=True)
class Fault:
    """`spoil` makes a sound text into a broken one; `at` is a piece of the line at fault, or its number."""

    code: str
    at: str | int
    spoil: Callable[[str], str | bytes]


def add(lines: str) -> Callable[[str], str]:
    """Below the front matter's first line."""
    return lambda text: text.replace("---\n", "---\n" + lines + "\n", 1)


def swap(key: str, line: str) -> Callable[[str], str]:
    """Another line instead of the one of a key."""

    def change(text: str) -> str:
        changed = re.sub(rf"^{key}: .*$", lambda match: line, text, count=1, flags=re.M)
        assert changed != text
        return changed

    return change


def body(words: str) -> Callable[[str], str]:
    return lambda text: text + "\n" + words + "\n"


FAULTS = {
    # front matter
    "duplicate key": Fault("HUB118", "topic: motor", lambda text: text.replace("audience:", "topic: motor\naudience:", 1)),
    "anchor": Fault("HUB115", "summary:", swap("summary", "summary: &anchored Ghosts.")),
    "alias": Fault("HUB115", "summary:", swap("summary", "summary: *anchored")),
    "merge key": Fault("HUB115", "<<:", add("<<: {summary: Ghosts.}")),
    "tag": Fault("HUB116", "summary:", swap("summary", "summary: !!str Ghosts.")),
    "python tag": Fault("HUB116", "summary:", swap("summary", "summary: !!python/object/apply:os.system [touch /tmp/pwned]")),
    "implicit boolean": Fault("HUB111", "names_product:", swap("names_product", "names_product: no")),
    "implicit boolean as a key": Fault("HUB111", "yes: ", add("yes: maybe")),
    "base 60": Fault("HUB112", "review_in:", swap("review_in", "review_in: 1:30")),
    "octal": Fault("HUB113", "review_in:", swap("review_in", "review_in: 012")),
    "broken YAML": Fault("HUB110", "summary:", swap("summary", "summary: ghosts: and more: ghosts")),
    "open quote": Fault("HUB110", "---", lambda text: text.replace("summary: ", 'summary: "', 1)),
    "tab": Fault("HUB110", "\tquestion", lambda text: text.replace("    question", "\tquestion", 1)),
    "deep nesting": Fault("HUB117", "summary:", swap("summary", "summary: " + "[" * 300 + "]" * 300)),
    "very deep nesting": Fault("HUB117", "summary:", swap("summary", "summary: " + "[" * 4900 + "]" * 4900)),
    "not closed": Fault("HUB109", 1, lambda text: text.replace("\n---\n", "\n", 1)),
    "not opened": Fault("HUB108", 1, lambda text: text.removeprefix("---\n")),
    "empty file": Fault("HUB108", 1, lambda text: ""),
    "empty front matter": Fault("HUB121", 1, lambda text: "---\n---\nWords.\n"),
    "impossible date": Fault("HUB114", "reviewed_on:", swap("reviewed_on", "reviewed_on: 2026-02-30")),
    "date as text": Fault("HUB124", "reviewed_on:", swap("reviewed_on", 'reviewed_on: "2026-11-01"')),
    "text for a number": Fault("HUB124", "review_in:", swap("review_in", "review_in: twelve")),
    "number for a text": Fault("HUB124", "summary:", swap("summary", "summary: 5")),
    "text for a list": Fault("HUB124", "jurisdictions:", swap("jurisdictions", "jurisdictions: UK")),
    "empty value": Fault("HUB124", "summary:", swap("summary", "summary:")),
    "unknown topic": Fault("HUB124", "topic:", swap("topic", "topic: dragons")),
    "topic of another folder": Fault("HUB205", "topic:", swap("topic", "topic: motor")),
    "unknown place": Fault("HUB124", "jurisdictions:", swap("jurisdictions", "jurisdictions: [UK, MOON]")),
    "unknown key": Fault("HUB122", "colour:", add("colour: red")),
    "missing key": Fault("HUB123", 2, lambda text: re.sub(r"^summary: .*\n", "", text, flags=re.M)),
    "source without https": Fault(
        "HUB124", "url:", add("sources:\n  - title: T\n    publisher: P\n    url: javascript:alert(1)\n    accessed_on: 2026-11-01")
    ),
    "hashtag with a hash": Fault("HUB124", "hashtags:", lambda text: text.replace("hashtags: [ghosts]", "hashtags: ['#ghosts']")),
    "long title": Fault("HUB221", "title:", swap("title", "title: " + "Ghosts " * 10)),
    "unknown related": Fault("HUB222", "related:", add("related: [faq/home/no-such-house]")),
    "unknown disclosure": Fault("HUB223", "disclosures:", swap("disclosures", "disclosures: [no-such-disclosure]")),
    "unknown need": Fault("HUB224", "needs:", add("needs: [no-such-need]")),
    "unknown author": Fault("HUB401", "author:", swap("author", "author: some-stranger")),
    "reviewer as author": Fault("HUB401", "author:", swap("author", "author: rufus-reviewer")),
    "hook too long for X": Fault("HUB801", "fact:", lambda text: re.sub(r"fact: .*", "fact: " + "ghost " * 60 + "again", text, count=1)),
    "alias twice": Fault("HUB225", "aliases:", add("aliases: [/en/old-carpet/]")),
    "alias of a page": Fault("HUB225", "aliases:", add("aliases: [/en/about/]")),
    "alias in other letters": Fault("HUB225", "aliases:", add("aliases: [/EN/About/]")),
    "alias of a list": Fault("HUB225", "aliases:", add("aliases: [/en/glossary/]")),
    "alias of data": Fault("HUB225", "aliases:", add("aliases: [/api/v1/]")),
    "alias outside": Fault("HUB124", "aliases:", add("aliases: [/en/../../etc/]")),
    # bytes
    "Big5": Fault("HUB105", "__big5__", lambda text: text.encode() + "__big5__ 保險\n".encode("big5")),
    "UTF-16": Fault("HUB105", 1, lambda text: text.encode("utf-16")),
    "byte order mark": Fault("HUB104", 1, lambda text: b"\xef\xbb\xbf" + text.encode()),
    "256 KB": Fault("HUB102", 1, body("ghost\n" * 44_000)),
    "long line": Fault("HUB106", "longlong", body("long" * 2_501)),
    "null": Fault("HUB107", "\0", body("gho\0st")),
    "escape": Fault("HUB107", "\x1b", body("gho\x1b[31mst")),
    "bidirectional override": Fault("HUB107", "\u202e", body("gho\u202est")),
    "bidirectional isolate": Fault("HUB107", "\u2066", swap("title", "title: gho\u2066st")),
    "mark in the title": Fault("HUB107", "\u200f", swap("title", "title: gho\u200fst")),
    "zero width no-break space": Fault("HUB107", "\ufeff", body("gho\ufeffst")),
    "tag letters": Fault("HUB107", "\U000e0041", body("gho\U000e0041st")),
    # body
    "slow to render": Fault("HUB215", "Ghosts are accidents", body("\n".join(["[" * 9_000] * 5))),
    "broken link": Fault("HUB217", "no-such.md", body("See [this](no-such.md).")),
    "link out of the language": Fault("HUB217", "zh-Hant/about.md", body("See [this](../../../zh-Hant/about.md).")),
    "broken anchor": Fault("HUB218", "#no-such", body("See [this](../motor/dragon-fire.md#no-such).")),
    "broken anchor here": Fault("HUB218", "#nowhere", body("See [this](#nowhere).")),
    "source that is not there": Fault("HUB218", "#source-9", body("As they say [1](#source-9).")),
    "absolute link": Fault("HUB216", "/en/about/", body("See [this](/en/about/).")),
    "link to another host": Fault("HUB216", "//evil", body("See [this](//evil.example/).")),
    "javascript link": Fault("HUB2", "javascript:", body("See [this](javascript:alert(1)).")),
    "data link": Fault("HUB2", "data:", body("See [this](data:text/html,x).")),
    "script": Fault("HUB210", "<script>", body("<script>alert(1)</script>")),
    "handler": Fault("HUB210", "onclick", body('<p onclick="alert(1)">Words.</p>')),
    "handler by attribute list": Fault("HUB210", "onmouseover", body('Words.\n{: onmouseover="alert(1)" }')),
    "style": Fault("HUB210", "style=", body('<p style="color:red">Words.</p>')),
    "comment": Fault("HUB210", "<!--", body("Words.\n\n<!-- hidden -->")),
    "frame": Fault("HUB210", "<iframe", body('<iframe src="https://evil.example/"></iframe>')),
    "picture": Fault("HUB210", "![", body("![ghost](https://evil.example/x.png)")),
    "vector with a handler": Fault("HUB210", "<svg", body("<svg onload=alert(1)></svg>")),
    "form": Fault("HUB210", "<form", body('<form action="https://evil.example/"><input name="q"></form>')),
    "stray closing tag": Fault("HUB210", "</div>", body("Words.\n\n</div>\n\nWords.")),
    "unknown class": Fault("HUB211", "mast", body("Words.\n{: .mast }")),
    "first-level heading": Fault("HUB212", "# Spectres", body("# Spectres")),
    "heading without letters": Fault("HUB213", "## 鬼", body("## 鬼")),
    "anchor twice": Fault("HUB214", "## Two", body("## One {#same}\n\nWords.\n\n## Two {#same}")),
}
SEVERAL = ("very deep nesting", "hashtag with a hash", "script", "frame", "form", "vector with a handler", "first-level heading")
"""Faults that are told in more than one way."""
HIDDEN = {
    "escaped override": Fault("HUB", "title:", swap("title", r'title: "gho\u202Est"')),
    "escaped null": Fault("HUB", "title:", swap("title", r'title: "gho\0st"')),
    "escaped surrogate": Fault("HUB", "title:", swap("title", r'title: "gho\uD800st"')),
    "override by reference": Fault("HUB", "&#x202e;", body("gho&#x202e;st")),
    "mark by name": Fault("HUB", "&rlm;", body("gho&rlm;st")),
}
"""The same letters, spelled so that the bytes of the file do not hold them."""
DEEP = {
    "quotes": body("> " * 3_000 + "ghost"),
    "lists": body("\n".join("    " * depth + "- ghost" for depth in range(290))),
    "admonitions": body("\n\n".join("    " * depth + "!!! warning" for depth in range(290))),
    "emphasis": body("*a **b " * 1_200),
    "tags": body("<div>" * 1_900 + "\n\nghost"),
    "brackets": body("\n".join(["![" * 4_900] * 5)),
    "backticks": body("\n".join("`" * (1 + at % 900) + " a" for at in range(400))),
    "angles": body("\n".join(["<a" * 4_000] * 4)),
}


def place(hub: Project, fault: Fault, number: int = 1) -> tuple[str, int]:
    """Writes a question with one fault; returns its path and the line at fault."""
    seed = swap("title", f"title: Fault {number}")(hub.read(SEED))
    seed = re.sub(r"phrasings:\n(  - .*\n)+", "", seed)
    name = f"en/faq/home/fault-{number}.md"
    text = fault.spoil(seed)
    hub.write(name, text)
    if isinstance(fault.at, int):
        return f"content/{name}", fault.at
    lines = hub.path(name).read_bytes().split(b"\n")
    found = [at for at, line in enumerate(lines, 1) if fault.at.encode() in line]
    return f"content/{name}", found[1] if fault.at == "---" else found[0]


FIRST = list({fault.code: name for name, fault in reversed(FAULTS.items())}.values())
"""One fault of each code. The others are refused alone without MkDocs, which is quicker, and with it all together."""


def assert_says(ran: Ran, path: str, line: int, code: str) -> None:
    found = [at for at, said in enumerate(ran.said.split("\n")) if re.match(rf"{re.escape(path)}:{line}: {code}\d* \S", said)]
    assert found, f"{path}:{line}: {code} is not in:\n{ran.said[:3000]}"
    assert all(re.match(r"    to fix: \S", ran.said.split("\n")[at + 1]) for at in found), ran.said


def assert_refused(hub: Hub, ran: Ran, before: dict[str, str]) -> None:
    assert ran.code != 0, ran.said
    assert "Traceback" not in ran.said, ran.said[-3000:]
    assert tree(hub.site) == before
    assert sorted(path.name for path in hub.root.iterdir() if path.name.startswith(("site", "preview"))) == ["site"]


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in FIRST])
def test_one_fault_is_enough(library: Project, name: str) -> None:
    fault = FAULTS[name]
    path, line = place(library, fault)
    loaded = library.load()
    found = [problem for problem in loaded.problems if problem.refuses]
    assert loaded.site is None
    assert any(problem.path == path and problem.line == line and problem.code.startswith(fault.code) and problem.fix for problem in found), found
    assert len(found) == 1 or name in SEVERAL, found


@pytest.mark.parametrize("name", FIRST)
def test_one_fault_refuses_the_build_even_when_quiet(hub: Hub, name: str) -> None:
    before, fault = tree(hub.site), FAULTS[name]
    path, line = place(hub, fault)
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, path, line, fault.code)
    assert ran.said.count("    to fix: ") == 1 or name in SEVERAL, ran.said


@pytest.mark.parametrize("name", HIDDEN)
def test_letters_that_are_refused_are_refused_in_every_spelling(hub: Hub, name: str) -> None:
    before, fault = tree(hub.site), HIDDEN[name]
    path, line = place(hub, fault)
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, path, line, fault.code)


@pytest.mark.parametrize("name", DEEP)
def test_a_body_made_to_exhaust_the_build_ends_without_a_traceback(hub: Hub, name: str) -> None:
    """It may be refused, with file and cure, or held back like any new item; it must not break the program."""
    before = tree(hub.site)
    path, _ = place(hub, Fault("", 1, DEEP[name]))
    ran = hub.build("-q")
    assert "Traceback" not in ran.said, ran.said[-2000:]
    if ran.code:
        assert_refused(hub, ran, before)
        assert re.search(rf"^{re.escape(path)}:\d+: HUB\d+ .*\n    to fix: \S", ran.said, re.M), ran.said[:2000]
    else:
        assert "faq/home/fault-1: no reviewer" in ran.said


@pytest.mark.parametrize("flags", [("-q",), ("-q", "--strict"), ("--no-strict",)], ids=" ".join)
def test_all_faults_are_told_at_once(hub: Hub, flags: tuple[str, ...]) -> None:
    before = tree(hub.site)
    expected = []
    for number, (name, fault) in enumerate(FAULTS.items(), 1):
        if name != "slow to render":
            expected.append((*place(hub, fault, number), fault.code))
    ran = hub.build(*flags)
    assert_refused(hub, ran, before)
    for path, line, code in expected:
        assert_says(ran, path, line, code)
    told = [line for line in ran.said.split("\n") if re.match(r"content/\S+:\d+: HUB\d{3} ", line)]
    assert told == sorted(set(told), key=lambda line: (line.split(":")[0], int(line.split(":")[1]), line.split(": ", 1)[1]))


def test_a_dirty_build_is_refused(hub: Hub) -> None:
    before = tree(hub.site)
    for flags in (("--dirty",), ("-q", "--dirty"), ("-q", "--strict", "--dirty")):
        ran = hub.build(*flags)
        assert_refused(hub, ran, before)
        assert "to fix: " in ran.said


def test_a_faulty_dirty_build_is_refused_too(hub: Hub) -> None:
    before = tree(hub.site)
    place(hub, FAULTS["script"])
    assert_refused(hub, hub.build("-q", "--dirty"), before)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en/faq/home/Upper-Case.md", "HUB202"),
        ("en/faq/home/caf\u00e9.md", "HUB202"),
        ("en/faq/home/cafe\u0301.md", "HUB202"),
        ("en/faq/home/two words.md", "HUB202"),
        ("en/faq/home/two_words.md", "HUB202"),
        ("en/faq/home/鬼.md", "HUB202"),
        ("en/faq/home/a--b.md", "HUB202"),
        ("en/faq/dragons/ghost.md", "HUB"),
        ("en/faq/ghost.md", "HUB204"),
        ("en/faq/home/index.md", "HUB204"),
        ("en/posts/soon/ghost.md", "HUB204"),
        ("en/ghost.md", "HUB203"),
        ("fr/faq/home/ghost.md", "HUB201"),
        ("ghost.md", "HUB201"),
        ("en/faq/home/ghost.html", "HUB206"),
        ("en/faq/home/ghost.md.bak", "HUB206"),
        ("_data/people/Upper.yml", "HUB130"),
        ("_data/authorities/MOON.yml", "HUB130"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused(hub: Hub, name: str, code: str) -> None:
    before = tree(hub.site)
    hub.write(name, swap("title", "title: Misplaced")(hub.read(SEED)).replace("question", "query"))
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert re.search(rf"^content/{re.escape(name)}:\d+: {code}", ran.said, re.M), ran.said


@pytest.mark.parametrize("taken", ["/en/topics/motor/", "/en/faq/motor/", "/en/topics/motor", "/zh-Hans/about/", "/en/feeds/"])
def test_an_alias_must_not_take_the_address_of_any_page(hub: Hub, taken: str) -> None:
    before = tree(hub.site)
    hub.front("en/about.md", lambda front: front.update(aliases=[taken]))
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert re.search(r"^content/en/about.md:\d+: HUB\d+", ran.said, re.M), ran.said


@pytest.mark.parametrize(
    "name", [SEED, "_data/people/nora-nobody.yml", "_strings/en.yml", "_approvals/en/about.yml", "_platforms/x.yml", "_data/glossary/excess.yml"]
)
def test_a_symbolic_link_is_refused(hub: Hub, name: str) -> None:
    before = tree(hub.site)
    real = hub.root / "elsewhere"
    shutil.move(hub.path(name), real)
    hub.path(name).symlink_to(real)
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, f"content/{name}", 1, "HUB101")


@pytest.mark.parametrize("name", ["en/faq/home", "_data/people", "_approvals/en/faq", "en"])
def test_a_linked_folder_is_refused(hub: Hub, name: str) -> None:
    before = tree(hub.site)
    shutil.move(hub.path(name), hub.root / "elsewhere")
    hub.path(name).symlink_to(hub.root / "elsewhere", target_is_directory=True)
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert re.search(rf"^content/{name}\S*:1: HUB\d+ .*\n    to fix: ", ran.said, re.M), ran.said


def test_a_link_that_leads_nowhere_is_refused(hub: Hub) -> None:
    before = tree(hub.site)
    hub.path("en/faq/home/gone.md").symlink_to("/no/such/file.md")
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, "content/en/faq/home/gone.md", 1, "HUB101")


def test_a_pipe_is_refused_and_not_waited_for(hub: Hub) -> None:
    before = tree(hub.site)
    hub.path(SEED).unlink()
    os.mkfifo(hub.path(SEED))
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, f"content/{SEED}", 1, "HUB103")


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("_data/people/nora-nobody.yml", "roles: [author]", "roles: [author, king]", "HUB124"),
        ("_data/people/nora-nobody.yml", "demonstration: true", "demonstration: yes", "HUB111"),
        ("_data/topics.yml", "id: motor", "id: dragons", "HUB124"),
        ("_data/site.yml", "demonstration: true", "demonstration: true\ndemonstration: false", "HUB118"),
        ("_platforms/x.yml", "unit: weighted", "unit: pounds", "HUB124"),
        ("_strings/zh-Hant.yml", "skip:", "skipp:", "HUB128"),
        ("_data/glossary/excess.yml", "reviewed_on: 2026-11-01", "reviewed_on: 2026-11-31", "HUB114"),
        ("_data/home.yml", "item: faq/motor/dragon-fire", "item: faq/motor/no-such", "HUB222"),
        ("_data/site.yml", "demonstration: true", "demonstration: true\n---\nmore: 1", "HUB120"),
        ("_approvals/en/about.yml", 'digest: "', 'digest: "x', "HUB124"),
        ("_approvals/en/about.yml", "valid_until: 2027-12-31", "valid_until: 2027-13-31", "HUB114"),
        ("_approvals/en/about.yml", "locale: en", "locale: zh-Hant", "HUB601"),
    ],
)
def test_broken_data_is_refused(hub: Hub, name: str, old: str, new: str, code: str) -> None:
    before = tree(hub.site)
    hub.edit(name, old, new)
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert re.search(rf"^content/{re.escape(name)}:\d+: {code} .*\n    to fix: ", ran.said, re.M), ran.said


def test_a_missing_folder_or_file_is_told_plainly(hub: Hub) -> None:
    before = tree(hub.site)
    hub.path("_data/home.yml").unlink()
    hub.path("_strings/zh-Hans.yml").unlink()
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, "content/_data/home.yml", 1, "HUB103")
    assert_says(ran, "content/_strings/zh-Hans.yml", 1, "HUB103")


def test_one_broken_file_is_one_problem(hub: Hub) -> None:
    """Others that link to it or name it are not at fault."""
    before = tree(hub.site)
    hub.edit("en/articles/motor/carpet-excess.md", "reviewed_on: 2026-11-01", "reviewed_on: 2026-11-31")
    ran = hub.build("-q")
    assert_refused(hub, ran, before)
    assert_says(ran, "content/en/articles/motor/carpet-excess.md", hub.line("en/articles/motor/carpet-excess.md", "2026-11-31"), "HUB114")
    assert ran.said.count("    to fix: ") == 1, ran.said


@pytest.mark.parametrize(
    "settings",
    [{"SOURCE_DATE_EPOCH": "tomorrow"}, {"SOURCE_DATE_EPOCH": "9" * 30}, {"SITE_URL": "hub.example.org"}],
    ids=["word", "far", "no scheme"],
)
def test_a_setting_that_makes_no_sense_is_refused(hub: Hub, settings: dict[str, str]) -> None:
    before = tree(hub.site)
    ran = hub.build("-q", **settings)
    assert_refused(hub, ran, before)
