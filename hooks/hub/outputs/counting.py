"""The tables by which posts are counted, for the browser: one source for both."""

from __future__ import annotations

from hub.outputs.artifact import Artifact, as_json
from hub.text import counting
from hub.text import counting_tables as tables


def build() -> Artifact:
    """assets/share/counting.json: {patterns, domains, countries, schemes, gsm_basic, gsm_extended}."""
    value = {
        "patterns": {**tables.PATTERNS, "emoji": tables.emoji_pattern()},
        "domains": sorted(tables.top_level_domains()),
        "countries": sorted(counting.COUNTRIES),
        "schemes": sorted(tables.SCHEMES, key=lambda name: (-len(name), name)),
        "gsm_basic": tables.GSM_BASIC,
        "gsm_extended": tables.GSM_EXTENDED,
    }
    return as_json("assets/share/counting.json", value)
