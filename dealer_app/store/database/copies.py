"""Consistent copies of the encrypted file, made while others read and write."""

from pathlib import Path

from dealer_app.store.database.connection import connect
from dealer_app.store.database.durable_files import make_home, put_durably, remove_database


def copy_database(path: Path, key: bytes, out: Path) -> None:
    """Copy the file to ``out`` under the same key: encrypted, consistent, forced to the disk, renamed last."""
    make_home(out.parent)
    beside = out.with_name(f"{out.name}.new")
    remove_database(beside)
    try:
        _copy(path, key, beside)
        put_durably(beside, out)
    finally:
        remove_database(beside)  # a full disk must not keep half a copy


def _copy(path: Path, key: bytes, beside: Path) -> None:
    source = connect(path, key, is_reader=True)
    try:
        target = connect(beside, key)
        try:
            target.execute("PRAGMA journal_mode = DELETE")
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
    finally:
        source.close()
