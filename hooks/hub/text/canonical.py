"""One form for one meaning: Unicode NFC, LF, canonical JSON (RFC 8785), SHA-256."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

import rfc8785


def canonical(text: str) -> str:
    """NFC with LF line ends; nothing else is touched."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _canonical(value: Any) -> Any:
    if isinstance(value, str):
        return canonical(value)
    if isinstance(value, dict):
        return {key: _canonical(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(child) for child in value]
    return value


def digest(value: Any) -> str:
    """SHA-256, 64 hexadecimal digits, of a JSON value in canonical form. Raises rfc8785.CanonicalizationError for what JSON cannot hold."""
    return hashlib.sha256(rfc8785.dumps(_canonical(value))).hexdigest()


def digest_of_text(text: str) -> str:
    """SHA-256, 64 hexadecimal digits, of the text's canonical UTF-8 bytes: what `printf %s TEXT | sha256sum` prints."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()
