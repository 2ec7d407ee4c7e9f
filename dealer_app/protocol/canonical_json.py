"""Canonical JSON: the same facts give the same bytes, so that hashes and signatures agree (docs/protocol.md)."""

import json


def canonical_json(value: object) -> str:
    """Return ``value`` as JSON with sorted keys and no spare spaces; days, instants and ids as their text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
