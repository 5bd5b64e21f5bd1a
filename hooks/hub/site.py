"""The composition root: a folder and an instant in, a Site and every problem out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hub import checks
from hub.approving.digest import digest_of
from hub.approving.matching import held_because
from hub.checks import compliance
from hub.checks.catalogue import Catalogue
from hub.checks.lint import QUESTION, Judged, Linter
from hub.composing.draft import Draft, draft
from hub.composing.linking import Glossary, link
from hub.composing.rendering import compose
from hub.model.data import Approval, Library
from hub.model.items import Item, Term
from hub.model.places import LOCALES, Locale
from hub.model.release import Composed, Held, HeldReason, Release, Site
from hub.model.rules import RuleBook
from hub.model.words import LISTS
from hub.problems import Problem, refusing
from hub.reading import approvals as approval_files
from hub.reading import content, data, fonts, rules
from hub.text import personal_data
from hub.text.chinese import Simplifier
from hub.text.plain import plain

Key = tuple[str, str]


@dataclass(frozen=True)
class Loaded:
    """`site` is None when a problem refuses. `drafts`, `digests` and `approvals` are by (item id, locale), for commands that look at single items;
    `catalogue` is what the checks saw.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    drafts: dict[Key, Draft]
    digests: dict[Key, str]
    approvals: dict[Key, Approval]
    library: Library | None
    catalogue: Catalogue | None = field(default=None, compare=False, repr=False)


def linter_of(book: RuleBook, library: Library, instant: datetime, judged: Judged | None = None) -> Linter:
    """The rules in force on that day, which pass over the library's disclosures."""
    forms = [form for disclosure in library.disclosures.values() for form in (disclosure.long, disclosure.short)]
    numbers = library.public_numbers
    public = [one.number for one in (*numbers.hotlines, *numbers.test_numbers)] + [library.site.report_email]
    return Linter.of(book, instant.date(), [form[locale] for form in forms for locale in LOCALES], personal_data.public_forms(public), judged)


def linter(root: Path, instant: datetime) -> tuple[Linter | None, list[Problem]]:
    """The project's linter alone, for texts that are not its items; None with the problems that keep it from being read."""
    pairs, problems = data.read_term_list(root)
    simplify = Simplifier(pairs)
    library, found = data.read_library(root, simplify, pairs)
    book, faults = rules.read_rules(root, simplify)
    problems += [*found, *faults, *(compliance.pattern_problems(book) if book else ())]
    if problems:
        return None, problems
    return (linter_of(book, library, instant), problems) if book and library else (None, problems)


def _finish(drafts: dict[Key, Draft], public: set[Key], library: Library) -> tuple[dict[Key, Composed], list[tuple[str, int, str]]]:
    """Every draft with its final links: to what is public, and to the glossary's public terms."""
    terms = {locale: _terms(drafts, public, locale) for locale in LOCALES}
    glossaries = {locale: Glossary(locale, terms[locale]) for locale in LOCALES}
    places = {locale: {entry.name[locale]: place for place, entry in library.authorities.items()} for locale in LOCALES}
    composed: dict[Key, Composed] = {}
    plain_links: list[tuple[str, int, str]] = []
    for key, one in drafts.items():
        locale = one.item.locale

        def address_of(item_id: str, locale: Locale = locale) -> str | None:
            if item_id in LISTS:
                return f"{locale}/{item_id}/"
            return drafts[item_id, locale].item.address if (item_id, locale) in public else None

        html, became_plain = link(one.item, one.rendered, glossaries[locale], places[locale], address_of)
        text = one.item.matter.definition if isinstance(one.item.matter, Term) else plain(html)
        composed[key] = Composed(html, text, one.rendered.toc, one.snippets)
        if key in public:
            plain_links += [(one.item.path, target.line, f"{locale} {target.item_id}") for target in became_plain]
    return composed, plain_links


def _terms(drafts: dict[Key, Draft], public: set[Key], locale: Locale) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for item_id, language in public:
        matter = drafts[item_id, language].item.matter
        if language == locale and isinstance(matter, Term):
            found[item_id.removeprefix("glossary/")] = matter
    return found


def load(root: Path, instant: datetime, site_url: str, *, shows_held: bool = False, judged: Judged | None = None) -> Loaded:
    """Reads the project at `root` and decides what is public at `instant` (aware). `site_url` is the public address and ends with '/'.

    With `shows_held` the held-back items are linked and shown as if public, for previews. `judged` spares texts that the rules read before.
    """
    instant = instant.astimezone(UTC)
    pairs, problems = data.read_term_list(root)
    simplify = Simplifier(pairs)
    library, found = data.read_library(root, simplify, pairs)
    problems += found
    items, found = content.read_items(root, simplify, library.figures if library else None)
    problems += found
    approvals, found = approval_files.read_approvals(root)
    problems += found
    needs, found = data.read_needs(root)
    problems += found
    book, found = rules.read_rules(root, simplify)
    problems += found
    faces, found = fonts.read_fonts()
    problems += found
    if library is None:  # what can be said of the texts alone is said all the same
        problems += [problem for item in items if not item.is_derived and not isinstance(item.matter, Term) for problem in compose(item)[1]]
        return Loaded(None, tuple(problems), {}, {}, approvals, None)

    unread = frozenset(problem.path for problem in problems)
    drafts: dict[Key, Draft] = {}
    for item in items:
        drafts[item.key], found = draft(item, library, site_url)
        problems += _of_written(found, item)
    faults = list(compliance.pattern_problems(book)) if book else []
    problems += faults
    linter = linter_of(book, library, instant, judged) if book and not faults else None
    catalogue = Catalogue(drafts, library, approvals, needs, instant, unread, linter, book.acceptances if book else {}, faces)
    problems += checks.check(catalogue)
    if refusing(problems):
        return Loaded(None, tuple(problems), drafts, {}, approvals, library, catalogue)

    digests = {key: digest_of(one, library, site_url) for key, one in drafts.items()}
    held: dict[Key, tuple[HeldReason, str]] = {}
    for key, one in drafts.items():
        because = held_because(one, digests[key], approvals.get(key), library, instant)
        if because:
            held[key] = because
    # What only asks a reviewer to read a sentence twice is answered by the approval of these very words.
    waiting = {drafts[key].item.path for key in held}
    problems = [problem for problem in problems if problem.code != QUESTION or problem.path in waiting]
    public = set(drafts) if shows_held else set(drafts) - set(held)
    composed, plain_links = _finish(drafts, public, library)
    site = Site(
        url=site_url,
        instant=instant,
        library=library,
        releases=tuple(Release(drafts[key].item, composed[key], digests[key], approvals[key]) for key in drafts if key not in held),
        held=tuple(Held(drafts[key].item, composed[key], digests[key], *held[key]) for key in drafts if key in held),
        plain_links=tuple(plain_links),
        rules=book,
        shows_held=shows_held,
    )
    return Loaded(site, tuple(problems), drafts, digests, approvals, library, catalogue)


def _of_written(problems: list[Problem], item: Item) -> list[Problem]:
    """A derived item repeats the faults of its source; only what conversion adds (a snippet that no longer fits) is news."""
    return [problem for problem in problems if not item.is_derived or problem.code.startswith("HUB8")]
