"""Write files durably: under another name, forced to the disk, then renamed; readable by their owner only."""

import os
from contextlib import suppress
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault

OWNER_ONLY = 0o600


def write_durably(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that a power cut leaves the complete old or the complete new file."""
    beside = path.with_name(f"{path.name}.new")
    try:
        make_private(beside)
        with beside.open("wb") as file:
            file.write(content)
        put_durably(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def create_durably(path: Path, content: bytes) -> bool:
    """Write ``content`` to ``path`` unless it exists; return whether this call wrote it, true in one process only."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    make_private(beside)
    try:
        with beside.open("wb") as file:
            file.write(content)
        sync_file(beside)
        os.link(beside, path)  # unlike a rename, never replaces another process's file
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def put_durably(written: Path, path: Path) -> None:
    """Force ``written`` to the disk and rename it to ``path``, replacing a file there."""
    sync_file(written)
    written.replace(path)
    sync_folder(path.parent)


def make_private(path: Path, *, is_emptied: bool = True) -> None:
    """Create the file at ``path``, readable by its owner only; an existing file is emptied if ``is_emptied``."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if is_emptied else 0), OWNER_ONLY)
    os.fchmod(descriptor, OWNER_ONLY) if hasattr(os, "fchmod") else None
    os.close(descriptor)


def remove_database(path: Path) -> None:
    """Remove a database and its logs; SQLite would replay a remaining log into the next database of that name."""
    for rest in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + rest).unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Force the file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a rename in ``folder`` to the disk; Windows neither needs nor allows it."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_home(home: Path) -> None:
    """Create the counter's folder, for its owner only; raises EnvironmentFault if a file has that name."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise EnvironmentFault("database_cannot_open") from error
