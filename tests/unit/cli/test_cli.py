"""The commands, as an editor and a reviewer use them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import Project
from tests.unit.cli.conftest import Hub

FAQ = "faq/motor/dragon-fire"
RECORD = f"_approvals/en/{FAQ}.yml"


def _approve(hub: Hub, *items: str, reviewer: str = "rufus-reviewer", until: str = "2999-12-31", more: tuple[str, ...] = ()) -> tuple[int, str, str]:
    return hub("approve", *items, "--reviewer", reviewer, "--valid-until", until, "--yes", *more)


def test_check_lists_what_is_held_back_and_is_content(hub: Hub) -> None:
    status, printed, _ = hub("check")
    assert status == 0
    assert f"  {FAQ}: no reviewer has approved it yet [en, zh-Hant, zh-Hans]\n" in printed
    assert printed.endswith("0 to mend, 0 to consider.\n")


def test_check_fails_with_line_and_cure_also_as_annotations(hub: Hub, library: Project) -> None:
    library.edit(f"en/{FAQ}.md", "names_product: false", "names_product: perhaps")
    line = library.line(f"en/{FAQ}.md", "perhaps")
    status, printed, _ = hub("check")
    assert status == 1
    assert f"content/en/{FAQ}.md:{line}: HUB124" in printed
    assert "to fix: " in printed
    status, printed, _ = hub("check", "--annotations", str(library.path(f"en/{FAQ}.md")))
    assert status == 1
    assert printed.startswith(f"::error file=content/en/{FAQ}.md,line={line},title=HUB124::")


def test_an_approval_makes_exactly_these_words_public(hub: Hub, library: Project) -> None:
    status, _, _ = _approve(hub, FAQ, more=("--locale", "en"))
    assert status == 0
    assert 'digest: "' + library.digest(FAQ, "en") in library.read(RECORD)
    assert f"  {FAQ}: no reviewer has approved it yet [zh-Hant, zh-Hans]\n" in hub("check")[1]
    library.edit(f"en/{FAQ}.md", "short_answer: ", "short_answer: Well, ")
    assert f"  {FAQ}: its words are not those that rufus-reviewer approved" in hub("check")[1]


def test_approving_all_twice_has_nothing_left_to_do(hub: Hub) -> None:
    assert "Wrote " in _approve(hub, "all")[1]
    status, printed, _ = _approve(hub, "all")
    assert (status, printed) == (0, "Nothing to approve: every item asked for is approved as it stands.\n")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": ("faq/no/such",)}, "HUB605"),
        ({"reviewer": "nobody"}, "HUB402"),
        ({"until": "2001-01-01"}, "HUB606"),
        ({"more": ("--reason", "good\nand more")}, "HUB604"),
        ({"more": ("--reason", "good \u202edoog")}, "HUB604"),
        ({"more": ("--reason", " ")}, "HUB604"),
    ],
)
def test_a_wrong_approval_writes_nothing(hub: Hub, library: Project, changes: dict[str, object], code: str) -> None:
    items = changes.pop("items", (FAQ,))
    status, _, complained = _approve(hub, *items, **changes)  # type: ignore[misc,arg-type]
    assert status == 1
    assert complained.startswith(code)
    assert "to fix: " in complained
    assert not library.path("_approvals").exists()


def test_an_approval_says_what_was_said_whatever_its_letters(hub: Hub, library: Project) -> None:
    library.edit("_data/people/rufus-reviewer.yml", "No Such Firm Ltd", '"The \\"No Such\\" Firm: \\\\ & #1"')
    assert _approve(hub, FAQ, more=("--reason", 'so "good": it \\ is #1'))[0] == 0
    loaded = library.load()
    approval = loaded.approvals[FAQ, "en"]
    assert (approval.reason, approval.firm) == ('so "good": it \\ is #1', 'The "No Such" Firm: \\ & #1')
    assert loaded.site is not None and loaded.site.release(FAQ, "en")


def test_approving_all_renews_what_has_ended(hub: Hub, library: Project) -> None:
    library.approve()
    library.approve(FAQ, valid_until=date(2026, 11, 30))
    assert f"  {FAQ}: the approval ended on 2026-11-30" in hub("check")[1]
    assert _approve(hub, "all")[1] == "Wrote 3 approvals below content/_approvals/.\n"
    assert f"  {FAQ}: " not in hub("check")[1]


def test_where_nobody_answers_nothing_is_approved(hub: Hub, library: Project) -> None:
    status, printed, _ = hub("approve", FAQ, "--reviewer", "rufus-reviewer", "--valid-until", "2999-12-31")
    assert (status, printed.splitlines()[-1]) == (1, "Nothing was written.")
    assert not library.path("_approvals").exists()


def test_an_approval_bears_the_day_of_the_build(hub: Hub, library: Project) -> None:
    _approve(hub, FAQ)
    assert library.load().approvals[FAQ, "en"].approved_on == date(2026, 12, 1)


@pytest.mark.parametrize("name", ["content/en/no-such.md", "/etc/hostname"])
def test_a_file_that_is_not_there_is_not_called_good(hub: Hub, library: Project, name: str) -> None:
    status, printed, complained = hub("check", str(library.root / name))
    assert (status, printed) == (2, "")
    assert "to fix: " in complained


@pytest.mark.parametrize("lines", ["\udcb4\udcfa", '{"text": "\\ud83d"}', '{"text": "a", "id": "\udcb4"}', "[1]", "{"])
def test_what_is_no_text_is_not_counted(hub: Hub, library: Project, lines: str) -> None:
    status, printed, complained = hub("count", "--platform", "x", "--jsonl", stdin=lines)
    assert (status, printed) == (1, "")
    assert complained.startswith("line 1: ")


def test_half_a_letter_is_not_counted(hub: Hub) -> None:
    assert hub("count", "--platform", "x", stdin="\udcb4\udcfa")[0] == 1
    assert json.loads(hub("count", "--platform", "x", stdin="保險\n")[1])["length"] == 4


def test_an_author_cannot_approve_the_own_text(hub: Hub, library: Project) -> None:
    author = next(line for line in library.read(f"en/{FAQ}.md").splitlines() if line.startswith("author:")).split(": ")[1]
    person = library.read(f"_data/people/{author}.yml")
    library.write(f"_data/people/{author}.yml", person.replace("[author]", "[author, reviewer]"))
    status, _, complained = _approve(hub, FAQ, reviewer=author)
    assert (status, complained[:6]) == (1, "HUB403")


def test_a_reviewer_is_shown_every_word_and_may_say_no(hub: Hub, library: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda question: "no")
    status, printed, _ = hub("approve", FAQ, "--reviewer", "rufus-reviewer", "--valid-until", "2999-12-31", "--locale", "en")
    matter = library.load().drafts[FAQ, "en"].item.matter
    snippets = library.load().drafts[FAQ, "en"].snippets
    assert status == 1
    assert all(words in printed for words in (matter.title, matter.summary, *matter.phrasings, *(made.text for made in snippets)))  # type: ignore[union-attr]
    assert not library.path(RECORD).exists()


def test_digest_tells_approved_from_changed(hub: Hub, library: Project) -> None:
    assert "not approved" in hub("digest", FAQ)[1]
    _approve(hub, FAQ)
    assert f"{library.digest(FAQ, 'en')}  {FAQ} [en]  approved by rufus-reviewer" in hub("digest", FAQ)[1]
    library.edit(f"en/{FAQ}.md", "short_answer: ", "short_answer: Well, ")
    assert "changed since rufus-reviewer approved" in hub("digest", FAQ)[1]
    assert hub("digest", "faq/no/such")[0] == 1


@pytest.mark.parametrize("item", ["articles/motor/new-thing", "faq/motor/new-thing", "guides/new-thing"])
def test_a_new_item_says_what_is_missing_until_it_is_written(hub: Hub, library: Project, item: str) -> None:
    author = next(path.stem for path in sorted(library.path("_data/people").iterdir()) if "author" in path.read_text(encoding="utf-8"))
    assert hub("new", item, "--author", author)[0] == 0
    assert library.path(f"en/{item}.md").is_file()
    assert library.path(f"zh-Hant/{item}.md").is_file()
    status, printed, _ = hub("check")
    assert status == 1
    assert f"content/en/{item}.md:2: HUB124 title must be text, is empty" in printed
    assert hub("new", item, "--author", author)[0] == 1


def test_a_new_item_needs_a_good_address(hub: Hub) -> None:
    assert hub("new", "faq/Motor/New", "--author", "x")[0] == 2
    assert hub("new", "faq/no-such-topic/new", "--author", "x")[0] == 2


def test_schemas_are_schemas(hub: Hub, tmp_path: Path) -> None:
    assert hub("schema", str(tmp_path / "schemas"))[0] == 0
    written = sorted((tmp_path / "schemas").iterdir())
    assert {"article.json", "faq.json", "post.json", "guide.json", "page.json", "approval.json"} <= {path.name for path in written}
    for path in written:
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_a_folder_without_a_project_is_told_kindly(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("HUB_ROOT", "/")
    status, _, complained = hub("check")
    assert status == 1
    assert "to fix: " in complained
