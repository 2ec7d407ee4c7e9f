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


KEY_BYTES = 32
_P, _SIGN_BIT = 2**255 - 19, 1 << 255
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        2707385501144840649318225287225658788936804267575313519463743609750303402022,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    }
)
"""The y of the eight points of Ed25519 whose order divides 8: under such a key anybody's signature may be valid."""


def is_public_key(key: bytes) -> bool:
    """Return whether bytes are a public key of Ed25519 in its one form, and not a point of small order.

    The curve and its cofactor 8 are those of RFC 8032, section 5.1; a test computes the points again.
    """
    if len(key) != KEY_BYTES:
        return False
    y = int.from_bytes(key, "little") & ~_SIGN_BIT
    return y < _P and y not in _SMALL_ORDER and _is_on_curve(y)


def _is_on_curve(y: int) -> bool:
    """Return whether a point of the curve has this y (RFC 8032, section 5.1.3)."""
    d = -121665 * pow(121666, -1, _P)
    square = (y * y - 1) * pow(d * y * y + 1, -1, _P) % _P
    return square == 0 or pow(square, (_P - 1) // 2, _P) == 1


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
