from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from hub.reading.files import MAX_BYTES, MAX_LINE, read_text, walk


def _found(root: Path, path: str = "a.md") -> list[tuple[str, int, str]]:
    text, problems = read_text(root, path)
    assert not problems or text == ""
    assert all(problem.fix and problem.message for problem in problems)
    return [(problem.path, problem.line, problem.code) for problem in problems]


def test_a_good_file_comes_in_canonical_form(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("Cafe\u0301\r\n自負額\tx\n".encode())
    assert read_text(tmp_path, "a.md") == ("Café\n自負額\tx\n", [])


def test_an_empty_file_is_empty_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    assert read_text(tmp_path, "a.md") == ("", [])


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert _found(tmp_path) == [("a.md", 1, "HUB103")]


def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert _found(tmp_path) == [("a.md", 1, "HUB103")]


@pytest.mark.parametrize("target", ["/etc/hostname", "b.md", "nowhere.md", "a.md"])
def test_a_link_is_refused_wherever_it_points(tmp_path: Path, target: str) -> None:
    (tmp_path / "b.md").write_text("secret")
    (tmp_path / "a.md").symlink_to(target)
    assert _found(tmp_path) == [("a.md", 1, "HUB101")]


def test_a_file_below_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("x")
    (tmp_path / "en").symlink_to("real")
    assert _found(tmp_path, "en/a.md") == [("en/a.md", 1, "HUB101")]


def test_the_project_itself_may_stand_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("x")
    (tmp_path / "link").symlink_to("real")
    assert read_text(tmp_path / "link", "a.md") == ("x", [])


def test_size_limit(tmp_path: Path) -> None:
    line = b"x" * 99 + b"\n"
    (tmp_path / "a.md").write_bytes(line * (MAX_BYTES // 100) + b"y" * (MAX_BYTES % 100))
    assert _found(tmp_path) == []
    (tmp_path / "a.md").write_bytes(line * (MAX_BYTES // 100) + b"y" * (MAX_BYTES % 100 + 1))
    assert _found(tmp_path) == [("a.md", 1, "HUB102")]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(50 * 1024**3)
    assert _found(tmp_path) == [("a.md", 1, "HUB102")]


def test_line_limit_counts_characters(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("ok\n" + "額" * MAX_LINE + "\n", encoding="utf-8")
    assert _found(tmp_path) == []
    (tmp_path / "a.md").write_text("ok\n" + "額" * (MAX_LINE + 1) + "\n", encoding="utf-8")
    assert _found(tmp_path) == [("a.md", 2, "HUB106")]


def test_a_byte_order_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf---\n")
    assert _found(tmp_path) == [("a.md", 1, "HUB104")]


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-16", "latin-1"])
def test_another_encoding_is_refused_on_the_line_where_it_shows(tmp_path: Path, encoding: str) -> None:
    words = "caf\u00e9" if encoding == "latin-1" else "自負額"
    (tmp_path / "a.md").write_bytes(("---\n" if encoding != "utf-16" else "").encode() + words.encode(encoding) + b"\n")
    assert _found(tmp_path) == [("a.md", 1 if encoding == "utf-16" else 2, "HUB105")]


@pytest.mark.parametrize(
    "letter",
    ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2028", "\u2029", "\u2066", "\u2069", "\ufeff", "\U000e0041"],  # noqa: E501
)  # fmt: skip
def test_control_and_bidirectional_characters_are_refused_and_named(tmp_path: Path, letter: str) -> None:
    (tmp_path / "a.md").write_bytes(f"one\ntwo {letter} {letter}\n".encode())
    assert _found(tmp_path) == [("a.md", 2, "HUB107")]
    (problem,) = read_text(tmp_path, "a.md")[1]
    assert f"U+{ord(letter):04X}" in problem.message
    assert letter not in str(problem)
    assert unicodedata.name(letter, "a control character").lower() in problem.message


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff"])
def test_noncharacters_are_refused(tmp_path: Path, letter: str) -> None:
    (tmp_path / "a.md").write_bytes(f"one\ntwo {letter}\n".encode())
    assert _found(tmp_path) == [("a.md", 2, "HUB107")]


@pytest.mark.parametrize("text", ["\t", "👩‍👩‍👧‍👦 🏳️‍🌈", "a\u00a0b", "\u3000", "自負額（墊底費）", "e\u0301", "한국어"])
def test_what_people_write_passes(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert _found(tmp_path) == []


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\u202e\n" + "x" * 10_001 + "\n\x07\n", encoding="utf-8")
    assert _found(tmp_path) == [("a.md", 1, "HUB107"), ("a.md", 2, "HUB106"), ("a.md", 3, "HUB107")]


def test_walk_is_sorted_skips_dots_and_names_links_without_following_them(tmp_path: Path) -> None:
    for name in ("c/b.md", "c/a/z.md", "c/.hidden/x.md", "c/.DS_Store", "c/B.md", "elsewhere/secret.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "c" / "folder").symlink_to("../elsewhere")
    (tmp_path / "c" / "loop").symlink_to(".")
    (tmp_path / "c" / "file.md").symlink_to("../elsewhere/secret.md")
    assert sorted(walk(tmp_path, "c")) == ["c/B.md", "c/a/z.md", "c/b.md", "c/file.md", "c/folder", "c/loop"]
    assert list(walk(tmp_path, "c")) == list(walk(tmp_path, "c"))


def test_walk_of_a_missing_folder_finds_nothing(tmp_path: Path) -> None:
    assert list(walk(tmp_path, "c")) == []
