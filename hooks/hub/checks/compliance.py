"""The packs over the whole library: every public text, and every ready snippet by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.checks.catalogue import Catalogue
from hub.checks.claims import pattern_faults
from hub.checks.lint import Context
from hub.composing.draft import Draft
from hub.model.data import Library
from hub.model.items import Article, Faq, Guide, Item, Post, Term
from hub.model.rules import CHANNELS, JURISDICTIONS, Jurisdiction, RuleBook
from hub.problems import Problem
from hub.text.sentences import paragraphs

_CHANNEL_OF = {"wechat": "wechat_moments"}


@dataclass(frozen=True)
class Passage:
    """One stretch that the public reads, and where it stands: `line` is that of its first letter; `is_source` says that its lines are the file's."""

    text: str
    line: int
    is_source: bool
    context: Context


def jurisdictions(item: Item) -> tuple[Jurisdiction, ...]:
    """The places whose law judges an item; a structural page is judged by all."""
    return tuple(place for place in JURISDICTIONS if place in item.jurisdictions) or JURISDICTIONS


def passages(draft: Draft) -> Iterator[Passage]:
    """Every text of an item, but for its snippets: title, summary, short answer, body, definition, steps, changes, the picture's words."""
    item, matter = draft.item, draft.item.matter
    context = {"channel": "website", **_told(item)}
    for key in ("title", "summary", "short_answer"):
        words = getattr(matter, key, "")
        if words and not (isinstance(matter, Term) and key == "summary"):
            yield Passage(words, item.line_of(key), False, context)
    if isinstance(matter, Term):
        yield Passage(matter.definition, item.line_of("definition"), False, context)
    if isinstance(matter, Guide):
        for at, step in enumerate(matter.steps):
            yield Passage(step.why, item.line_of(f"steps.{at}.why"), False, context)
    for at, change in enumerate(item.changes):
        yield Passage(change.what, item.line_of(f"changes.{at}.what"), False, context)
    if isinstance(matter, (Article, Faq, Post)):
        yield Passage(matter.snippets.image_alt, item.line_of("snippets.image_alt"), False, context)
    if item.body:
        yield Passage(item.body, item.body_line, True, context)


def inserted(draft: Draft, library: Library) -> Iterator[Passage]:
    """The words of an item's drawings, and what its figures are said to count."""
    item, context = draft.item, {"channel": "website", **_told(draft.item)}
    texts = [words for name in draft.diagrams if name in library.diagrams for words in library.diagrams[name].words(item.locale)]
    for words in (*texts, *(library.figures[name].what[item.locale] for name in item.figures)):
        yield Passage(words, item.body_line, False, context)


def _told(item: Item) -> dict[str, object]:
    kind = getattr(item.matter, "content_type", None)
    return {} if kind is None else {"content_type": kind, "names_product": item.matter.names_product}  # type: ignore[union-attr]


def snippet_passages(draft: Draft) -> Iterator[Passage]:
    """Each ready snippet, paragraph by paragraph: what surrounds it on the page does not travel with it."""
    for snippet in draft.snippets:
        channel = _CHANNEL_OF.get(snippet.platform, snippet.platform)
        context = {"channel": channel if channel in CHANNELS else "website", **_told(draft.item)}
        line = draft.item.line_of(f"snippets.hooks.{snippet.variant}")
        for start, end in paragraphs(snippet.text):
            yield Passage(snippet.text[start:end], line, False, context)


def check_claims(catalogue: Catalogue) -> Iterator[Problem]:
    """Every public text, and every snippet by itself, must keep the rules of the places it is for.

    Bad: Guaranteed 8% a year, no risk. Good: The guaranteed part is 1% a year; the rest can be zero.
    """
    linter = catalogue.linter
    if linter is None:
        return
    seen: set[tuple[str, str, str]] = set()
    for draft in catalogue.drafts.values():
        item = draft.item
        spoken = [] if item.is_derived else [*passages(draft), *inserted(draft, catalogue.library)]
        for passage in (*spoken, *snippet_passages(draft)):
            for finding in linter.lint_once(passage.text, item.locale, jurisdictions(item), passage.context):
                if finding.severity == "note" or catalogue.accepts(item, finding, passage.text):
                    continue
                key = (item.path, finding.rule, finding.quote)
                if key not in seen:
                    seen.add(key)
                    yield finding.as_problem(item.path, passage.line, passage.text if passage.is_source else None)


def pattern_problems(book: RuleBook) -> Iterator[Problem]:
    """Patterns of the packs that are none: RE2 takes neither lookaround nor what could hang a build."""
    for rule in book.rules:
        path, lines = book.lines[rule.id]
        for key, message in pattern_faults(rule):
            line = next((lines[near] for near in (key, key.rpartition(".")[0], key.split(".")[0]) if near in lines), 1)
            yield Problem(path, line, "HUB309", f"{key} {message}", "correct the pattern")


def check_acceptances(catalogue: Catalogue) -> Iterator[Problem]:
    """A hit that a reviewer accepted must still be there, in the same words, and the acceptance must not have ended.

    Bad: an acceptance of a sentence that was rewritten. Good: delete it, or ask the reviewer again.
    """
    today = catalogue.instant.date()
    for path, one in catalogue.acceptances.items():
        draft = catalogue.drafts.get((one.item, one.locale))
        person = catalogue.library.people.get(one.reviewer)
        if person is None or "reviewer" not in person.roles:
            yield Problem(path, 1, "HUB314", f"{one.reviewer} must be a reviewer of _data/people", "let a reviewer accept it")
        if one.rule not in {rule.id for rule in (catalogue.linter.book.rules if catalogue.linter else ())}:
            yield Problem(path, 1, "HUB315", f"accepts a hit of the unknown rule {one.rule}", "correct the id, or delete the file")
        if today > one.valid_until:
            yield Problem(path, 1, "HUB316", f"ended on {one.valid_until}", "delete it, or ask the reviewer again", refuses=False)
        elif draft is None or not any(one.words in passage.text for passage in (*passages(draft), *snippet_passages(draft))):
            message = "accepts words that are no longer there: the acceptance is void"
            yield Problem(path, 1, "HUB317", message, "delete it, or ask the reviewer about the new words", refuses=False)
        else:
            yield Problem(
                path, 1, "HUB318", f"{one.reviewer} accepts a hit of {one.rule} until {one.valid_until}: {one.reason}", "no need", refuses=False
            )
