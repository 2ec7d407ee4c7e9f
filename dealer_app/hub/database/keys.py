"""Keep the hub's own keys, in a 0600 file and never in the database; they sign its answers and open bundles."""

import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.protocol.key_change import make_link
from dealer_app.protocol.sealing import new_box_key, public_box_key
from dealer_app.protocol.signing import fingerprint, new_key, public_key
from dealer_app.store.database.durable_files import create_durably, make_home, write_durably

KEYS_FILE = "hub.keys"
KEYS_VARIABLE = "HUB_KEYS"


@dataclass(frozen=True, slots=True)
class HubKeys:
    """Ed25519 and X25519 private keys; ``former_boxes`` open bundles that were sealed before a change of keys.

    ``former_signings``, oldest first, still sign for counters that know only them. ``links`` announce each key by the
    one before it (``protocol.key_change``).
    """

    signing: bytes = field(repr=False)
    box: bytes = field(repr=False)
    former_boxes: tuple[bytes, ...] = field(default=(), repr=False)
    former_signings: tuple[bytes, ...] = field(default=(), repr=False)
    links: tuple[str, ...] = ()

    @property
    def public(self) -> bytes:
        """Return the public half of the signing key."""
        return public_key(self.signing)

    @property
    def chain(self) -> str:
        """Return the links as they are sent."""
        return ",".join(self.links)

    def signing_for(self, known: str) -> bytes:
        """Return the key that signs for a caller: the one whose fingerprint it knows, else the newest.

        A caller that names none is an older program, which knows the key of its enrolment: the oldest still valid.
        """
        if not known and self.former_signings:
            return self.former_signings[0]
        return next((key for key in self.former_signings if fingerprint(public_key(key)) == known), self.signing)

    @property
    def public_box(self) -> bytes:
        """Return the public half of the box key."""
        return public_box_key(self.box)


def ready_keys(home: Path) -> HubKeys:
    """Return the keys of the file that HUB_KEYS names, else of ``home``; make them if there are none."""
    path = _path(home)
    if not path.exists():
        make_home(path.parent)
        made = {"signing": new_key().hex(), "box": new_box_key().hex(), "former_boxes": []}
        create_durably(path, json.dumps(made).encode("ascii"))
    return _read(path)


def change_signing_key(home: Path) -> HubKeys:
    """Make a new signing key, announced by the present one, which stays valid; return the keys."""
    path = _path(home)
    known, new = _read(path), new_key()
    changed = replace(
        known,
        signing=new,
        former_signings=(*known.former_signings, known.signing),
        links=(*known.links, make_link(known.signing, new)),
    )
    _write(path, changed)
    return changed


def retire_signing_keys(home: Path) -> int:
    """Forget the former signing keys and return how many; programs that know no other are shut out from now on."""
    path = _path(home)
    known = _read(path)
    _write(path, replace(known, former_signings=()))
    return len(known.former_signings)


def _path(home: Path) -> Path:
    return Path(os.environ.get(KEYS_VARIABLE) or home / KEYS_FILE)


def _write(path: Path, keys: HubKeys) -> None:
    """Replace the file as a whole: a crash leaves the old or the new keys."""
    hexes = {name: [key.hex() for key in getattr(keys, name)] for name in ("former_boxes", "former_signings")}
    facts = {"signing": keys.signing.hex(), "box": keys.box.hex(), **hexes, "links": list(keys.links)}
    write_durably(path, json.dumps(facts).encode("ascii"))


def _read(path: Path) -> HubKeys:
    try:
        found = json.loads(path.read_text("ascii"))
        former = tuple(bytes.fromhex(key) for key in found["former_boxes"])
        signings = tuple(bytes.fromhex(key) for key in found.get("former_signings", ()))
        links = tuple(map(str, found.get("links", ())))
        return HubKeys(bytes.fromhex(found["signing"]), bytes.fromhex(found["box"]), former, signings, links)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault("hub_keys_damaged", path=str(path)) from error
