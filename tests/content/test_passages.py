"""What the ask page may quote of the library itself: every passage is word for word what its item says, in whole blocks."""

from __future__ import annotations

import re

from tests.unit.outputs.test_passages import lines_of, quotable, without_marks

from hub.model.release import Site


def test_every_passage_of_the_library_is_verbatim(site: Site) -> None:
    assert len(site.releases) > 500
    wrong = [(release.item.path, line) for release in site.releases for line in lines_of(release) if line not in quotable(release)]
    assert wrong == []


def test_a_passage_is_one_whole_block(site: Site) -> None:
    """A line is a whole line of the plain text, never a piece out of it: half a sentence can say the opposite."""
    for release in site.releases:
        whole = {without_marks(line).strip() for line in [getattr(release.item.matter, "short_answer", ""), *release.composed.text.split("\n")]}
        assert [line for line in lines_of(release) if line not in whole] == [], release.item.path


def test_no_passage_has_a_mark_of_a_source_or_what_it_leaves_behind(site: Site) -> None:
    odd = re.compile(r"source \d|來源\d|来源\d|\(\s*\)|（\s*）|[、，,;；]\s*[。.;；]|\s[.,;:]|^[,.;，。]")
    assert [line for release in site.releases for line in lines_of(release) if odd.search(line)] == []
