from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.composing import rendering
from hub.composing.rendering import compose, parse, render, serialise
from hub.model.items import Item, Page
from hub.model.places import Locale
from hub.problems import Problem
from hub.text.plain import plain

MATTER = Page(title="A page of nothing", summary="Nothing.", author="nora-nobody", reviewed_on=date(2026, 11, 1), review_in=12)


def page(body: str, locale: Locale = "en") -> Item:
    return Item("about", locale, f"content/{locale}/about.md", MATTER, body, 11, {"title": 2})


def html(body: str, locale: Locale = "en") -> str:
    rendered, problems = compose(page(body, locale))
    assert problems == []
    return rendered.html


def found(body: str, locale: Locale = "en") -> list[Problem]:
    problems = compose(page(body, locale))[1]
    assert all(problem.path == f"content/{locale}/about.md" and problem.line >= 11 and problem.fix and problem.refuses for problem in problems)
    return problems


def test_markdown_becomes_plain_html() -> None:
    assert html("One **bold** and *soft*.") == "<p>One <strong>bold</strong> and <em>soft</em>.</p>"


def test_headings_keep_their_ids_and_make_the_table_of_contents() -> None:
    rendered, problems = compose(page("## How *it* works {#how}\n\nx\n\n### Deeper down\n\n## To ask & do {#ask}\n"))
    assert problems == []
    assert rendered.toc == (("how", "How it works"), ("ask", "To ask & do"))
    assert rendered.ids == {"how", "deeper-down", "ask"}
    assert '<h2 id="how">How <em>it</em> works</h2>' in rendered.html


def test_chinese_sentences_on_lines_of_their_own_show_no_spaces() -> None:
    assert html("先付自負額。\n其餘另計。", "zh-Hant") == "<p>先付自負額。其餘另計。</p>"


def test_tables_are_aligned_by_class_and_never_by_style() -> None:
    made = html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert 'style="' not in made
    assert [f'<td class="{side}">' in made for side in ("left", "center", "right")] == [True] * 3


def test_warnings_and_numbered_lists_come_through() -> None:
    made = html('!!! warning "Cheese"\n    The moon is not made of it.\n\n3. three\n4. four\n')
    assert '<p class="admonition-title">Cheese</p>' in made
    assert '<ol start="3">' in made


@pytest.mark.parametrize(
    "text",
    [
        "AT&T, 5 < 6 and 7 > 4",
        "&copy; &nbsp; &amp; &lt;b&gt;",
        "`<script>`",
        "    <script>\n",
        "a*b_c [x] (y) #z",
        "<https://impossible.example/>",
        "<nobody@impossible.example>",
        "\\<b\\>",
        "a  \nb",
        "> said",
        "![",
        "](",
    ],
)
def test_harmless_text_is_not_refused(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        pytest.param("<script>alert(1)</script>", 13, id="script"),
        pytest.param("<SCRIPT SRC=//evil.example/x.js></SCRIPT>", 13, id="script in capitals"),
        pytest.param("a <img src=x onerror=alert(1)> b", 13, id="image with a handler"),
        pytest.param("<p onclick='x()'>a</p>", 13, id="handler"),
        pytest.param("<iframe src='https://evil.example/'></iframe>", 13, id="frame"),
        pytest.param("<form action='/x'><input></form>", 13, id="form"),
        pytest.param("<svg><a xlink:href='javascript:x'>a</a></svg>", 13, id="svg"),
        pytest.param("<math><mi//xlink:href='data:x,<script>alert(4)</script>'>", 13, id="math"),
        pytest.param("<p style='color:red'>a</p>", 13, id="style"),
        pytest.param("<!-- hidden words -->", 13, id="comment"),
        pytest.param("a </div> b", 13, id="stray end"),
        pytest.param("<div>\n\na", 13, id="no end"),
        pytest.param("<base href='//evil.example/'>", 13, id="base"),
        pytest.param("<meta http-equiv=refresh content='0;url=//evil.example'>", 13, id="meta"),
        pytest.param("<a href='https://a.example' target=_blank>a</a>", 13, id="target"),
        pytest.param("*a*{: onclick=x }", 13, id="handler by attribute list"),
        pytest.param("a\n{: style=color:red }", 14, id="style by attribute list"),
        pytest.param("a\n{: #here }", 14, id="id on a paragraph"),
        pytest.param("[a](javascript:alert(1))", 13, id="javascript link"),
        pytest.param("[a](JaVaScRiPt:alert(1))", 13, id="javascript link in mixed letters"),
        pytest.param("[a](data:text/html,x)", 13, id="data link"),
        pytest.param("[a](vbscript:x)", 13, id="vbscript link"),
        pytest.param("[a](file:///etc/passwd)", 13, id="file link"),
        pytest.param("<javascript:alert(1)>", 13, id="javascript in angle brackets"),
    ],
)
def test_what_sanitising_would_change_is_refused_on_its_line(bad: str, line: int) -> None:
    problems = found(f"First.\n\n{bad}\n\nLast.")
    assert ("HUB210", line) in [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    "bad",
    [
        "[a](&#106;avascript:alert(1))",
        "[a](java&#9;script:alert(1))",
        "[a][r]\n\n[r]: javascript:alert(1)",
        "![a](https://evil.example/a.png)",
        "![a](a.png)",
    ],
)
def test_links_in_disguise_and_pictures_are_refused(bad: str) -> None:
    assert "HUB210" in [problem.code for problem in found(f"First.\n\n{bad}\n\nLast.")]


@pytest.mark.parametrize("bad", ["![a](https://evil.example/a.png)", "[a](&#106;avascript:alert(1))"])
def test_links_in_disguise_and_pictures_are_refused_on_their_line(bad: str) -> None:
    assert ("HUB210", 13) in [(problem.code, problem.line) for problem in found(f"There is a first line.\n\n{bad}\n\nLast.")]


def test_a_class_that_no_style_knows_is_refused() -> None:
    assert [(problem.code, problem.line) for problem in found("First.\n\n<p class='admonition evil'>a</p>")] == [("HUB211", 13)]


def test_everything_refused_in_a_page_is_told_at_once() -> None:
    codes = [problem.code for problem in found("<script>x</script>\n\n# One {#one}\n\n<p class='x'>a</p>\n\n[a](data:x)\n\n## Two {#one}\n")]
    assert {"HUB210", "HUB211", "HUB212", "HUB214"} <= set(codes)
    assert codes.count("HUB210") >= 2


def test_the_html_of_a_refused_page_is_clean_all_the_same() -> None:
    rendered, problems = compose(page("<script>alert(1)</script>[a](javascript:x) <b onclick=x>b</b>"))
    assert problems
    assert not any(evil in rendered.html for evil in ("script", "onclick"))


@pytest.mark.parametrize(
    ("body", "locale", "line", "code"),
    [
        ("First.\n\n# Title {#title}\n", "en", 13, "HUB212"),
        ("First.\n\n## 標題\n", "zh-Hant", 13, "HUB213"),
        ("First.\n\n## Excess 自負額\n", "zh-Hant", 13, "HUB213"),
        ("First.\n\n## 2026 rules\n", "en", 13, "HUB213"),
        ("First.\n\n## ?!\n", "en", 13, "HUB213"),
        ("First.\n\n## Rules {#Rules}\n", "en", 13, "HUB213"),
        ("First.\n\n## Rules {#source-1}\n", "en", 13, "HUB214"),
        ("## One {#x}\n\n## Two {#x}\n", "en", 13, "HUB214"),
    ],
)
def test_headings_have_ids_of_their_own(body: str, locale: Locale, line: int, code: str) -> None:
    assert (code, line) in [(problem.code, problem.line) for problem in found(body, locale)]


def test_a_heading_is_found_on_its_own_line() -> None:
    assert [(problem.code, problem.line) for problem in found("See 2026 rules below.\n\n## 2026 rules\n")] == [("HUB213", 13)]


def test_a_first_level_heading_is_one_fault() -> None:
    assert [problem.code for problem in found("# Title {#title}\n")] == ["HUB212"]


def test_a_page_that_takes_too_long_is_refused_and_the_next_one_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    good = "- one\n- two\n\n[a](https://impossible.example/)\n\n| a |\n|---|\n| b |\n"
    before = html(good)
    monkeypatch.setattr(rendering, "SECONDS_A_PAGE", 0.05)
    (problem,) = found("- a\n\n    - " + "[" * 20_000)
    assert (problem.code, problem.line) == ("HUB215", 11)
    monkeypatch.undo()
    assert html(good) == before


@pytest.mark.parametrize("reference", ["&#x202e;", "&#8238;", "&#0;", "&#7;", "&#xffff;"])
def test_control_and_bidirectional_characters_cannot_come_in_as_references(reference: str) -> None:
    assert found(f"First {reference} words.") != []


def test_rendering_does_not_depend_on_what_was_rendered_before() -> None:
    first = render("## A {#a}\n\n[x]\n\n[x]: https://impossible.example/\n")
    render("## A {#a}\n\n## A\n\nother")
    assert render("[x]\n")[0] == "<p>[x]</p>"
    assert render("## A {#a}\n\n[x]\n\n[x]: https://impossible.example/\n") == first


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)
FRAGMENTS = st.lists(
    XML_TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    | st.sampled_from(
        ["<p>", "</p>", "<em>", "</em>", "<br>", "<ul><li>", "</li></ul>", '<a href="x">', "</a>", "&amp;", "&lt;", "&nbsp;", "\n", "a"]
    ),
    max_size=8,
).map("".join)


@given(FRAGMENTS)
def test_parsing_and_serialising_keeps_every_word(fragment: str) -> None:
    first = parse(fragment)
    assert "".join(parse(serialise(first)).itertext()) == "".join(first.itertext())


@given(FRAGMENTS)
def test_serialising_is_stable(fragment: str) -> None:
    once = serialise(parse(fragment))
    assert serialise(parse(once)) == once


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="#<&\ufffe\uffff[]()!:{}\u2028\u2029"), max_size=60))
def test_no_text_without_marks_is_ever_refused_as_raw_html(text: str) -> None:
    assume("://" not in text)
    assert not {problem.code for problem in compose(page(text))[1]} & {"HUB210", "HUB211"}


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "/>",
                "p",
                "script",
                "div",
                "a href=",
                "'",
                '"',
                "javascript:",
                "[x](",
                ")",
                "<!--",
                "-->",
                "&#",
                "106;",
                "\n\n",
                " ",
                "*",
                "`",
                "onclick=x",
                "style",
                "{: ",
                " }",
                "x",
                "<![CDATA[",
                "<?php",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_nothing_dangerous_ever_comes_out(text: str) -> None:
    rendered, _ = compose(page(text))
    for element in parse(rendered.html).iter():
        assert element.tag in rendering._TAGS | {"div"}
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src")]
        assert not (element.get("href") or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


@given(st.text(st.sampled_from("abc 自負額。，\n-#*_`[]()<>&|!:{}1."), max_size=60))
def test_any_markdown_gives_problems_or_a_page_and_never_a_crash(text: str) -> None:
    rendered, problems = compose(page(text, "zh-Hant"))
    assert isinstance(plain(rendered.html), str)
    assert all(problem.code.startswith("HUB21") for problem in problems)
