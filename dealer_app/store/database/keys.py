"""The database's key: 32 random bytes in the system's key ring, or in a 0600 file if there is none.

A copy sealed by the recovery passphrase is kept beside the database and in every backup. Without the key and without
the passphrase the database cannot be read.
"""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.domain.persian import persian_digits
from dealer_app.store.database.connection import PRIVATE_KEY_BYTES
from dealer_app.store.database.durable_files import create_durably
from dealer_app.store.database.faults import machine_faults

KEY_FILE = "bajeh.key"
RECOVERY_FILE = "bajeh.recovery"
RING_SERVICE = "bajeh"
PLACE_VARIABLE = "BAJEH_KEYRING"  # "file" keeps the key in the file even if there is a key ring
SHORTEST_PASSPHRASE = 12
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}  # OWASP's recommendation of 2024: 128 MiB, about half a second


def find_key(home: Path) -> bytes | None:
    """Return the key of ``home``, None if none was made; EnvironmentFault if the key ring or the key file fails."""
    place = _read_place(home)
    if place is None:
        return None
    if place["place"] == "file":
        return bytes.fromhex(place["key"])
    found = _ask_ring(place["name"])
    if found is None:
        raise EnvironmentFault("key_ring_silent")
    return bytes.fromhex(found)


def make_key(home: Path) -> bytes:
    """Make a random key for ``home``, store it durably and return it; two concurrent calls return the same key."""
    key = secrets.token_bytes(PRIVATE_KEY_BYTES)
    name = uuid7()
    place = {"place": "keyring", "name": str(name)} if _put_in_ring(name, key) else {"place": "file", "key": key.hex()}
    if create_durably(home / KEY_FILE, json.dumps(place).encode("ascii")):
        return key
    kept = find_key(home)
    if kept is None:
        raise EnvironmentFault("key_missing")
    return kept


def forget_key(home: Path) -> None:
    """Delete the key from the system's key ring; the caller destroys the key file."""
    try:
        place = _read_place(home)
    except EnvironmentFault:
        return
    if place is None or place["place"] != "keyring":
        return
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError, OSError, RuntimeError):
        keyring.delete_password(RING_SERVICE, place["name"])


def key_place(home: Path) -> str:
    """Return where the key is kept, for the Settings page: "keyring", "file", or "" if there is none."""
    place = _read_place(home)
    return "" if place is None else place["place"]


def wrap_key(key: bytes, passphrase: str) -> bytes:
    """Return ``key`` sealed by ``passphrase`` (scrypt, AES-256-GCM) as JSON.

    Raises Refusal ``recovery_passphrase_short``.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refusal("recovery_passphrase_short", shortest=persian_digits(str(SHORTEST_PASSPHRASE)))
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretch(passphrase, salt)).encrypt(nonce, key, b"bajeh recovery 1")
    return json.dumps({"form": 1, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}).encode("ascii")


def unwrap_key(wrapped: bytes, passphrase: str) -> bytes:
    """Return the key sealed in ``wrapped``; raises Refusal ``recovery_passphrase_wrong``."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    part = {name: bytes.fromhex(value) for name, value in json.loads(wrapped).items() if name != "form"}
    try:
        cipher = AESGCM(_stretch(passphrase, part["salt"]))
        return cipher.decrypt(part["nonce"], part["sealed"], b"bajeh recovery 1")
    except InvalidTag:
        raise Refusal("recovery_passphrase_wrong") from None


def _read_place(home: Path) -> dict[str, str] | None:
    """Return the content of the key file, None if there is none; raises EnvironmentFault ``key_damaged``."""
    try:
        with machine_faults():
            place: dict[str, str] = json.loads((home / KEY_FILE).read_text("ascii"))
        is_whole = len(place["name"]) > 0 if place["place"] == "keyring" else _is_key(place["key"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault("key_damaged") from error
    if not is_whole:
        raise EnvironmentFault("key_damaged")
    return place


def _is_key(text: str) -> bool:
    return len(bytes.fromhex(text)) == PRIVATE_KEY_BYTES


def _stretch(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=PRIVATE_KEY_BYTES, **_SCRYPT).derive(passphrase.encode())


def _put_in_ring(name: UUID, key: bytes) -> bool:
    """Store the key in the system's key ring and return whether it can be read back."""
    if os.environ.get(PLACE_VARIABLE) == "file":
        return False
    import keyring
    from keyring.errors import KeyringError

    try:
        if keyring.get_keyring().priority < 1:
            return False
        keyring.set_password(RING_SERVICE, str(name), key.hex())
        return keyring.get_password(RING_SERVICE, str(name)) == key.hex()
    except (KeyringError, OSError, RuntimeError):
        return False


def _ask_ring(name: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(RING_SERVICE, name)
    except (KeyringError, OSError, RuntimeError):
        return None
