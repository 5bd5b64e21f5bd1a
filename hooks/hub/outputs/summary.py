"""What a build says at its end: what was made, what was held back and why, how to look at it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from hub.model.pages import Page
from hub.model.places import LOCALES
from hub.model.release import Site
from hub.problems import Problem, report

MOST_LISTED = 50


def held_back(site: Site) -> list[str]:
    """One line for each held-back item and reason, with the languages it concerns."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for held in site.held:
        grouped[f"{held.item.id}: {held.detail}"].append(held.item.locale)
    return [f"  {what} [{', '.join(locales)}]" for what, locales in grouped.items()]


def of(site: Site, pages: Iterable[Page], problems: Iterable[Problem], files: Iterable[str], folder: str, seconds: float) -> str:
    """A few lines for a terminal. `files` are the paths of the finished site, `folder` is where it will stand."""
    count = Counter(page.locale for page in pages)
    names = list(files)
    feeds = sum(name.endswith((".rss.xml", ".atom.xml")) or ("/feeds/" in name and name.endswith(".json")) for name in names)
    entries = sum(name.startswith("assets/search/") and name.endswith(".pf_fragment") for name in names)
    snippets = sum(len(release.composed.snippets) for release in site.releases if release.allows("social"))
    advice = sorted({problem for problem in problems if not problem.refuses})
    lines = []
    if advice:
        lines += [f"Advice ({len(advice)}; `make check` shows all):", report(advice[:5]), ""]
    per_locale = ", ".join(f"{count[locale]} {locale}" for locale in LOCALES)
    lines += [
        f"Built {sum(count.values())} pages ({per_locale}), {feeds} feeds, {snippets} snippets, {entries} search entries in {seconds:.1f} s.",
        f"Public at {site.instant:%Y-%m-%d %H:%M} UTC: {len(site.releases)} approved items. Held back: {len(site.held)}.",
    ]
    held = held_back(site)
    lines += held[:MOST_LISTED]
    if len(held) > MOST_LISTED:
        lines.append(f"  … and {len(held) - MOST_LISTED} more; `scripts/hub check` lists them all")
    for path, line, target in site.plain_links[:MOST_LISTED]:
        lines.append(f"  {path}:{line}: the link to {target} became plain words, for that item is held back")
    lines.append(f"Look at it: python3 -m http.server -d {folder} 8000, then http://127.0.0.1:8000/")
    return "\n".join(lines)
