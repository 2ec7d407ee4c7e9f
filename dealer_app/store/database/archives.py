"""The archive of a backup: one file with the encrypted database, a manifest and the key sealed by a passphrase.

The manifest has the check sum, the moment, and how far audit and outbox had come; it holds no personal data.
"""

import json
import shutil
import zipfile
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.durable_files import make_private
from dealer_app.store.database.keys import RECOVERY_FILE

_MANIFEST = "manifest.json"
_FORM = 1
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, EOFError, TypeError, NotImplementedError)


class Extent(NamedTuple):
    """How far a database had come: numbers of the newest rows of audit and outbox, and the hash of the audit's."""

    audit_n: int
    audit_hash: str
    outbox_n: int


def pack(home: Path, copy: Path, beside: Path, now: datetime, extent: Extent) -> None:
    """Write the archive of the database ``copy`` to the private file ``beside``."""
    make_private(beside)
    manifest = {"form": _FORM, "made_at": now.isoformat(), "sha256": digest(copy), "extent": list(extent)}
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:  # encrypted data does not compress
        archive.writestr(_MANIFEST, json.dumps(manifest))
        if (home / RECOVERY_FILE).exists():
            archive.write(home / RECOVERY_FILE, RECOVERY_FILE)
        archive.write(copy, DATABASE_FILE)


def unpack(file: Path, unpacked: Path) -> bytes | None:
    """Unpack the database of ``file`` and return the sealed key, if there is one.

    Raises EnvironmentFault ``backup_missing`` or ``backup_damaged``.
    """
    if not file.is_file():
        raise EnvironmentFault("backup_missing")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            make_private(unpacked)
            with archive.open(DATABASE_FILE) as packed, unpacked.open("wb") as target:
                shutil.copyfileobj(packed, target)
            recovery = archive.read(RECOVERY_FILE) if RECOVERY_FILE in archive.namelist() else None
        is_whole = manifest["sha256"] == digest(unpacked)
    except _BROKEN as error:
        raise EnvironmentFault("backup_damaged") from error
    if not is_whole:
        raise EnvironmentFault("backup_damaged")
    return recovery


def check_archive(file: Path, copy: Path) -> None:
    """Read an archive that was just written once more; raises EnvironmentFault ``disk_fault`` if it differs."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DATABASE_FILE) as packed:
            is_same = file_digest(packed, "sha256").hexdigest() == digest(copy)  # type: ignore[arg-type]
    except _BROKEN as error:
        raise EnvironmentFault("disk_fault") from error
    if not is_same:
        raise EnvironmentFault("disk_fault")


def is_archive(file: Path) -> bool:
    """Return whether ``file`` is an archive with a backup's manifest."""
    return _manifest(file) is not None


def extent_of(file: Path) -> Extent | None:
    """Return how far the database in the archive had come, None if an older version wrote the archive."""
    extent = (_manifest(file) or {}).get("extent")
    try:
        audit_n, audit_hash, outbox_n = extent  # type: ignore[misc]
        return Extent(int(audit_n), str(audit_hash), int(outbox_n))
    except (TypeError, ValueError):
        return None


def digest(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _manifest(file: Path) -> dict[str, Any] | None:
    """Return the manifest of an archive, {} if it cannot be read, None if the file is no backup."""
    if not file.is_file() or not zipfile.is_zipfile(file):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            if _MANIFEST not in archive.namelist():
                return None
            manifest = json.loads(archive.read(_MANIFEST))
    except _BROKEN:
        return {}
    return manifest if isinstance(manifest, dict) else {}
