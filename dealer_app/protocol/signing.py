"""Sign and verify with Ed25519 (docs/protocol.md, section 3): the device signs requests, the hub signs answers."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def new_key() -> bytes:
    """Return the 32 bytes of a new private key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """Return the 32 bytes of the public half of ``private``."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, text: bytes) -> str:
    """Return the base64 signature of ``text``."""
    return b64encode(Ed25519PrivateKey.from_private_bytes(private).sign(text)).decode("ascii")


def is_signed(public: bytes, text: bytes, signature: str) -> bool:
    """Return whether ``signature`` (base64) is that of ``text`` by the key ``public``; False for malformed input."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(b64decode(signature, validate=True), text)
    except (InvalidSignature, Base64Error, ValueError):
        return False
    return True


def request_text(method: str, path: str, body: bytes, nonce: str) -> bytes:
    """Return the bytes that a request signs; ``path`` includes the query, ``body`` is as sent."""
    return "\n".join(("BAJEH-REQUEST-1", method, path, sha256(body).hexdigest(), nonce)).encode()


def answer_text(status: int, request_signature: str, body: bytes) -> bytes:
    """Return the bytes that an answer signs; the request's signature binds the answer to that request."""
    return "\n".join(("BAJEH-ANSWER-1", str(status), request_signature, sha256(body).hexdigest())).encode()


def fingerprint(public: bytes) -> str:
    """Return the first 16 hex digits of a public key's SHA-256; one-time codes contain that of the hub's key."""
    return sha256(public).hexdigest()[:16]
