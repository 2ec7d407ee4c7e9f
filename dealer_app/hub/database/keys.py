"""Keep the hub's own keys, in a 0600 file and never in the database; they sign its answers and open bundles."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.protocol.sealing import new_box_key, public_box_key
from dealer_app.protocol.signing import new_key, public_key
from dealer_app.store.database.durable_files import create_durably, make_home

KEYS_FILE = "hub.keys"
KEYS_VARIABLE = "HUB_KEYS"


@dataclass(frozen=True, slots=True)
class HubKeys:
    """Ed25519 and X25519 private keys; ``former_boxes`` open bundles that were sealed before a change of keys."""

    signing: bytes = field(repr=False)
    box: bytes = field(repr=False)
    former_boxes: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def public(self) -> bytes:
        """Return the public half of the signing key."""
        return public_key(self.signing)

    @property
    def public_box(self) -> bytes:
        """Return the public half of the box key."""
        return public_box_key(self.box)


def ready_keys(home: Path) -> HubKeys:
    """Return the keys of the file that HUB_KEYS names, else of ``home``; make them if there are none."""
    path = Path(os.environ.get(KEYS_VARIABLE) or home / KEYS_FILE)
    if not path.exists():
        make_home(path.parent)
        made = {"signing": new_key().hex(), "box": new_box_key().hex(), "former_boxes": []}
        create_durably(path, json.dumps(made).encode("ascii"))
    return _read(path)


def _read(path: Path) -> HubKeys:
    try:
        found = json.loads(path.read_text("ascii"))
        former = tuple(bytes.fromhex(key) for key in found["former_boxes"])
        return HubKeys(bytes.fromhex(found["signing"]), bytes.fromhex(found["box"]), former)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault("hub_keys_damaged", path=str(path)) from error
