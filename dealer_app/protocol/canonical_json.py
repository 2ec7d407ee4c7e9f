"""Write canonical JSON: equal values give equal bytes, so that hashes and signatures agree (docs/protocol.md)."""

import json


def canonical_json(value: object) -> str:
    """Return ``value`` as JSON with sorted keys and no extra spaces; days, instants and ids become strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
