"""Keep wrong PINs outside the database, sealed by its key, so that restoring an older database does not forget them."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from dealer_app.store.core.attempts import Attempt
from dealer_app.store.database.durable_files import write_durably
from dealer_app.store.database.presence import SIGN_INS_FILE

_PURPOSE = b"bajeh sign-ins 1"
Ticks = Callable[[], float]


class SignInFile:
    """The file of attempts of ``home``; a missing or changed file is empty, and the database's own count is used."""

    def __init__(self, home: Path, key: bytes, ticks: Ticks | None) -> None:
        self._path = home / SIGN_INS_FILE
        self._key = hmac.digest(key, _PURPOSE, "sha256")
        self._ticks = ticks

    def ticks(self) -> float | None:
        """Return the seconds since the PC started, None if they are not known."""
        return None if self._ticks is None else self._ticks()

    def find(self, staff_id: UUID) -> Attempt | None:
        """Return a person's attempts, None if nothing is known."""
        entry = self._read().get(str(staff_id))
        if entry is None:
            return None
        return Attempt(entry["errors"], entry["wait_s"], datetime.fromisoformat(entry["at"]), entry["ticks"])

    def keep(self, staff_id: UUID, attempt: Attempt) -> None:
        """Keep a person's attempts durably."""
        entries = {**self._read(), str(staff_id): {**attempt._asdict(), "at": attempt.at.isoformat()}}
        facts = json.dumps(entries).encode("ascii")
        write_durably(self._path, self._seal(facts) + b"\n" + facts)

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            seal, _, facts = self._path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return {}
        if not hmac.compare_digest(seal, self._seal(facts)):
            return {}
        entries: dict[str, dict[str, Any]] = json.loads(facts)
        return entries

    def _seal(self, facts: bytes) -> bytes:
        return hmac.new(self._key, facts, "sha256").hexdigest().encode("ascii")
