"""Copy the encrypted database consistently while it is read and written."""

from pathlib import Path

from dealer_app.store.database.connection import connect
from dealer_app.store.database.durable_files import make_home, put_durably, remove_database


def copy_database(path: Path, key: bytes, out: Path) -> None:
    """Copy the database to ``out`` under the same key; the copy is forced to the disk, then renamed to ``out``."""
    make_home(out.parent)
    beside = out.with_name(f"{out.name}.new")
    remove_database(beside)
    try:
        _copy(path, key, beside)
        put_durably(beside, out)
    finally:
        remove_database(beside)  # leave no partial copy on a full disk


def _copy(path: Path, key: bytes, beside: Path) -> None:
    source = connect(path, key, is_reader=True)
    try:
        target = connect(beside, key, is_new=True)
        try:
            target.execute("PRAGMA journal_mode = DELETE")
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
    finally:
        source.close()
