from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.links import absolute, rebase, relative

BASE = "https://library.example/hub/"
PART = st.text("abcz09-", min_size=1, max_size=6).filter(lambda part: not part.startswith("-"))
FOLDER = st.lists(PART, max_size=4).map(lambda parts: "".join(part + "/" for part in parts))
PAGE = FOLDER | st.builds(lambda folder, name: f"{folder}{name}.html", FOLDER, PART)
PATH = st.builds(lambda page, anchor: page + (f"#{anchor}" if anchor else ""), PAGE, st.just("") | PART)


@pytest.mark.parametrize(
    ("path", "page", "expected"),
    [
        ("en/faq/", "en/about/", "../faq/"),
        ("en/about/", "en/about/", "./"),
        ("en/about/#how", "en/about/", "./#how"),
        ("en/glossary/#excess", "en/articles/motor/carpet-excess/", "../../../glossary/#excess"),
        ("", "en/about/", "../../"),
        ("en/", "", "en/"),
        ("en/", "404.html", "en/"),
        ("assets/hub.css", "en/about/", "../../assets/hub.css"),
        ("zh-Hant/", "en/", "../zh-Hant/"),
        ("", "", "./"),
    ],
)
def test_relative_addresses(path: str, page: str, expected: str) -> None:
    assert relative(path, page) == expected


@given(PATH, PAGE)
def test_a_relative_address_leads_back_under_any_sub_path(path: str, page: str) -> None:
    for base in (BASE, "https://library.example/"):
        assert urljoin(base + page, relative(path, page)) == base + path


@given(PATH, PAGE)
def test_a_relative_address_never_names_the_root(path: str, page: str) -> None:
    assert not relative(path, page).startswith("/")


def test_rebase_turns_composed_links_and_leaves_others() -> None:
    html = '<p><a href="hub:/en/faq/#x">a</a> <a href="https://b.example/">b</a> <a href="#c">c</a> hub:/en/</p>'
    assert rebase(html, "en/about/") == '<p><a href="../faq/#x">a</a> <a href="https://b.example/">b</a> <a href="#c">c</a> hub:/en/</p>'


def test_rebase_turns_images_too() -> None:
    assert rebase('<img src="hub:/assets/a.png">', "en/") == '<img src="../assets/a.png">'


def test_absolute_gives_feeds_whole_addresses() -> None:
    html = '<p><a href="hub:/en/faq/#x">a</a> <a href="https://b.example/">b</a> <a href="#c">c</a></p>'
    expected = f'<p><a href="{BASE}en/faq/#x">a</a> <a href="https://b.example/">b</a> <a href="{BASE}en/about/#c">c</a></p>'
    assert absolute(html, BASE, "en/about/") == expected
