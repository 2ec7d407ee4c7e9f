"""Seal and open bundles (docs/protocol.md, section 11): encrypted, signed, refused if one bit differs."""

import gzip
import json
import secrets
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dealer_app.domain.errors import Refusal
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.protocol.signing import is_signed, sign

MAGIC = b"BAJEH-BUNDLE-1\n"
MOST_BYTES = 64 * 1024 * 1024
_LONGEST_HEADER = 24 * 1024


@dataclass(frozen=True, slots=True)
class Cover:
    """The readable part of a bundle: its sender and its receiver.

    ``known`` (up) is the fingerprint of the hub's key that the sender knows, ``chain`` (down) the links to the newest
    (``key_change``). They choose the key of the signature, which covers them too.
    """

    to: str
    sender: str
    header: dict[str, str]
    sealed: bytes
    known: str = ""
    chain: str = ""


def new_box_key() -> bytes:
    """Return the 32 bytes of a new X25519 private key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_box_key(private: bytes) -> bytes:
    """Return the 32 bytes of the public half of ``private``."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def is_public_box_key(key: bytes) -> bool:
    """Return whether bytes are a public key of X25519 with which a secret can be agreed: no point of small order."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(key))
    except ValueError:
        return False
    return True


def seal(
    content: bytes, *, to: str, to_box_key: bytes, sender: str, signing_key: bytes, known: str = "", chain: str = ""
) -> bytes:
    """Return ``content`` as a bundle for one receiver ("hub" or a device), signed with ``signing_key``."""
    ephemeral, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    header = {
        "to": to,
        "from": sender,
        "key": b64encode(ephemeral.public_key().public_bytes_raw()).decode("ascii"),
        "nonce": b64encode(nonce).decode("ascii"),
        **{name: value for name, value in (("known", known), ("chain", chain)) if value},
    }
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(to_box_key))
    sealed = AESGCM(_stretch(shared)).encrypt(nonce, gzip.compress(content, mtime=0), canonical_json(header).encode())
    header["signature"] = sign(signing_key, _signed(header, sealed))
    return MAGIC + canonical_json(header).encode() + b"\n" + sealed


def read_cover(bundle: bytes) -> Cover:
    """Return the cover of a bundle; raises Refusal ``bundle_unreadable`` if the bytes are not a bundle."""
    if not bundle.startswith(MAGIC):
        raise Refusal("bundle_unreadable")
    end = bundle.find(b"\n", len(MAGIC), len(MAGIC) + _LONGEST_HEADER)
    try:
        header = json.loads(bundle[len(MAGIC) : end]) if end > 0 else None
    except ValueError:
        header = None
    names = ("to", "from", "key", "nonce", "signature")
    if not isinstance(header, dict) or any(not isinstance(header.get(name), str) for name in names):
        raise Refusal("bundle_unreadable")
    if any(not isinstance(value, str) for value in header.values()):
        raise Refusal("bundle_unreadable")
    more = (header.get(name, "") for name in ("known", "chain"))
    return Cover(header["to"], header["from"], header, bundle[end + 1 :], *more)


def unseal(cover: Cover, *, box_key: bytes, sender_key: bytes) -> bytes:
    """Return the content of a bundle sealed for the owner of ``box_key`` and signed by the owner of ``sender_key``.

    Raises Refusal ``bundle_changed`` if one bit of cover or content differs, or if it was sealed for another receiver,
    and ``bundle_too_large``.
    """
    header = {name: value for name, value in cover.header.items() if name != "signature"}
    if not is_signed(sender_key, _signed(cover.header, cover.sealed), cover.header["signature"]):
        raise Refusal("bundle_changed")
    try:
        shared = X25519PrivateKey.from_private_bytes(box_key).exchange(_public(header["key"]))
        nonce = b64decode(header["nonce"], validate=True)
        return _inflate(AESGCM(_stretch(shared)).decrypt(nonce, cover.sealed, canonical_json(header).encode()))
    except (InvalidTag, ValueError, zlib.error):
        raise Refusal("bundle_changed") from None


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(b64decode(text, validate=True))


def _signed(header: dict[str, str], sealed: bytes) -> bytes:
    return MAGIC + canonical_json({k: v for k, v in header.items() if k != "signature"}).encode() + sealed


def _stretch(shared: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"BAJEH-BUNDLE-1").derive(shared)


def _inflate(packed: bytes) -> bytes:
    """Return the inflated bytes; raises Refusal ``bundle_too_large`` above MOST_BYTES, before they fill the memory."""
    inflater = zlib.decompressobj(wbits=31)
    content = inflater.decompress(packed, MOST_BYTES)
    if inflater.unconsumed_tail:
        raise Refusal("bundle_too_large")
    return content
