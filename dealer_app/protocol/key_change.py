"""Change head office's signing key: each new key is announced by a link that the key before it signed.

A counter that knows one key of the chain finds the newest (docs/protocol.md, section 3). The links are kept
permanently, so that a counter that was away for years still finds its way.
"""

from base64 import b64decode, b64encode

from dealer_app.protocol.signing import is_public_key, is_signed, public_key, sign

_MAGIC = b"BAJEH-HUB-KEY-1\n"
_MOST_LINKS, _MOST_LETTERS = 100, 20_000


def make_link(old_private: bytes, new_private: bytes) -> str:
    """Return the announcement of a new key: its base64, a colon, and the signature of the old key."""
    key = b64encode(public_key(new_private)).decode("ascii")
    return f"{key}:{sign(old_private, _MAGIC + key.encode())}"


def newest_key(known: bytes, chain: str) -> bytes:
    """Return the newest key to which ``chain`` (links joined by commas) leads from ``known``; else ``known``."""
    for link in chain[:_MOST_LETTERS].split(",")[:_MOST_LINKS]:
        text, _, signature = link.partition(":")
        if is_signed(known, _MAGIC + text.encode(), signature) and is_public_key(key := b64decode(text)):
            known = key
    return known
