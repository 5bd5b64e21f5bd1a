"""Disclosures: what they say, who must carry them, and where in a post they stand."""

from __future__ import annotations

from collections.abc import Iterator

from hub.checks.catalogue import Catalogue
from hub.model.data import Demand
from hub.model.items import Article, Faq, Guide, Item, Post
from hub.model.places import Locale
from hub.model.rules import JURISDICTIONS
from hub.problems import Problem
from hub.text.counting import length


def disclosure_passages(catalogue: Catalogue) -> Iterator[tuple[str, Locale, str]]:
    """(file, language, wording) of every disclosure, which stands with texts and is judged as they are."""
    for name, disclosure in catalogue.library.disclosures.items():
        for form in (disclosure.long, disclosure.short):
            for locale in ("en", "zh-Hant"):
                yield f"content/_data/disclosures/{name}.yml", locale, form[locale]  # type: ignore[misc]


def check_wording(catalogue: Catalogue) -> Iterator[Problem]:
    """A disclosure must keep the rules itself, read as a text of its own.

    Bad: Your capital is safe with us. Good: You may get back less than you paid.
    """
    if catalogue.linter is None:
        return
    bare = catalogue.linter.without_disclosures()
    for path, locale, wording in disclosure_passages(catalogue):
        for finding in bare.lint_once(wording, locale, JURISDICTIONS, {}):
            if finding.severity != "note":
                yield finding.as_problem(path, 1)


def _is_demanded(demand: Demand, item: Item) -> bool:
    matter = item.matter
    if not isinstance(matter, (Article, Faq, Post, Guide)) or not set(demand.places) & set(item.jurisdictions):
        return False
    told = f"{matter.title}\n{matter.summary}".casefold()
    return getattr(matter, "topic", None) in demand.topics or any(word.casefold() in told for word in demand.words.get(item.locale, ()))


def check_carried(catalogue: Catalogue) -> Iterator[Problem]:
    """An item must carry every disclosure that its subject demands in its places, and none that is not in force.

    Bad: a page on Medicare without a word on whose page it is. Good: disclosures: [general-information, medicare-independence]
    """
    today = catalogue.instant.date()
    for draft in catalogue.written():
        item, carried = draft.item, getattr(draft.item.matter, "disclosures", ())
        for name, disclosure in catalogue.library.disclosures.items():
            is_in_force = disclosure.in_force_from <= today and (disclosure.in_force_until is None or today <= disclosure.in_force_until)
            if name in carried and not is_in_force:
                message = f"the disclosure {name} is not in force on {today}"
                yield Problem(item.path, item.line_of("disclosures"), "HUB320", message, "carry the one that has taken its place")
            elif is_in_force and disclosure.demanded and name not in carried and _is_demanded(disclosure.demanded, item):
                why = f": {disclosure.rationale['en']}" if disclosure.rationale else ""
                message = f"must carry the disclosure {name}, which its subject demands{why}"
                yield Problem(item.path, item.line_of("disclosures"), "HUB319", message, f"add {name} to disclosures")


def check_same_in_every_language(catalogue: Catalogue) -> Iterator[Problem]:
    """An item must carry the same disclosures in every language.

    Bad: a warning in English alone. Good: the same ids in both files.
    """
    first: dict[str, Item] = {}
    for draft in catalogue.written():
        item = draft.item
        one = first.setdefault(item.id, item)
        alone = set(getattr(item.matter, "disclosures", ())) ^ set(getattr(one.matter, "disclosures", ()))
        if alone:
            message = f"disclosures must be those of {one.path}: {', '.join(sorted(alone))} stands in one of them alone"
            yield Problem(item.path, item.line_of("disclosures"), "HUB503", message, "make both the same")


def check_in_every_post(catalogue: Catalogue) -> Iterator[Problem]:
    """Every post, and every part of numbered ones, must carry each disclosure of its item whole.

    Bad: General information. Good: General information, not advice.
    """
    for draft in catalogue.drafts.values():
        for snippet in draft.snippets:
            for name in snippet.disclosures:
                if catalogue.library.disclosures[name].short[draft.item.locale] not in snippet.text:
                    line = draft.item.line_of(f"snippets.hooks.{snippet.variant}")
                    message = f"the {snippet.variant} snippet for {snippet.platform} must carry the disclosure {name} whole"
                    yield Problem(draft.item.path, line, "HUB808", message, "a fault of the composer: report it")


def check_before_the_fold(catalogue: Catalogue) -> Iterator[Problem]:
    """What must be seen at once must stand whole before the place where the network hides the rest of a post.

    Bad: the risk after 'more'. Good: the risk beside the hook.
    """
    for draft in catalogue.drafts.values():
        for snippet in draft.snippets:
            fold = catalogue.library.platforms[snippet.platform].fold
            if fold is None:
                continue
            for name in snippet.disclosures:
                disclosure = catalogue.library.disclosures[name]
                wording = disclosure.short[draft.item.locale]
                if disclosure.stands != "before_fold" or wording not in snippet.text:
                    continue
                until = length(snippet.text[: snippet.text.index(wording) + len(wording)], snippet.unit)
                if until > fold:
                    line = draft.item.line_of(f"snippets.hooks.{snippet.variant}")
                    message = f"the disclosure {name} must end within the first {fold} {snippet.unit} units of {snippet.platform}; it ends at {until}"
                    yield Problem(draft.item.path, line, "HUB809", message, "shorten the disclosure: it stands first already")
