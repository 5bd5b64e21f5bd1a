"""Every check, in one table. A check is a generator of problems whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hub.checks import advisors, cards, compliance, disclosures, freshness, structure
from hub.checks.catalogue import Catalogue
from hub.problems import Problem

CHECKS: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    structure.check_lengths,
    structure.check_changes,
    structure.check_references,
    structure.check_people,
    structure.check_addresses,
    structure.check_uniqueness,
    structure.check_glossary,
    structure.check_links,
    structure.check_seal_is_explained,
    structure.check_key_order,
    structure.check_phrasings,
    freshness.check_review_dates,
    freshness.check_figures,
    freshness.check_approvals,
    freshness.check_translations,
    freshness.check_scripts,
    freshness.check_platforms,
    advisors.check_licences,
    advisors.check_advisors,
    advisors.check_schedulers,
    compliance.check_claims,
    disclosures.check_wording,
    disclosures.check_carried,
    disclosures.check_same_in_every_language,
    disclosures.check_in_every_post,
    disclosures.check_before_the_fold,
    compliance.check_acceptances,
    cards.check_glyphs,
)


def check(catalogue: Catalogue) -> list[Problem]:
    """What every check says of the library."""
    return [problem for one in CHECKS for problem in one(catalogue)]
