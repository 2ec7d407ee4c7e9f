"""Test kills during backup and restore: a complete old or new file remains, and the next run completes the job."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_app.domain.staff import Role
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE
from dealer_app.store.database.presence import HEADS_FILE
from tests.faults.conftest import RunLoop
from tests.faults.jobs import WALK_INS, back_up, opened, register, restore
from tests.faults.whole import assert_whole
from tests.signed_on import sign_on

PASSPHRASE = "made-up words for a test"


@pytest.fixture(scope="session")
def backup(busy_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the busy day; its key is protected by the passphrase."""
    folder = tmp_path_factory.mktemp("backup")
    shutil.copytree(busy_day, folder / "home")
    desktop = opened(folder / "home")
    sign_on(desktop, "", Role.MANAGER)
    desktop.set_recovery_passphrase(PASSPHRASE)
    desktop.close()
    back_up(folder / "home", folder / "busy.bajeh")
    return folder / "busy.bajeh"


def _customers(home: Path, where: str) -> int:
    desktop = opened(home)
    assert_whole(desktop, where)
    desktop.close()
    return desktop.verify().customers


def _left_beside(home: Path) -> list[str]:
    """Return the names of files that a finished restore must not leave."""
    mine = (DATABASE_FILE, KEY_FILE, RECOVERY_FILE, HEADS_FILE)
    return [path.name for path in home.iterdir() if path.name not in mine and ".before-restore-" not in path.name]


def test_killed_restore_leaves_a_sound_database(
    first_day: Path, backup: Path, home: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    def check(where: str) -> None:
        assert _customers(home, where) in {1, 1 + WALK_INS}, where
        restore(home, backup, None)
        assert _customers(home, where) == 1 + WALK_INS, where
        assert _left_beside(home) == [], where
        kept = sorted(home.glob(f"{DATABASE_FILE}.before-restore-*"))
        restore(home, kept[0], None)
        assert _customers(home, where) == 1, where

    kill_loop(restore, home, backup, None, prepare=lambda: copied(first_day), check=check)


def test_killed_restore_on_another_pc_leaves_a_sound_database(backup: Path, home: Path, kill_loop: RunLoop) -> None:
    def check(where: str) -> None:
        if (home / DATABASE_FILE).exists():
            assert _customers(home, where) == 1 + WALK_INS, where
        restore(home, backup, PASSPHRASE)
        assert _customers(home, where) == 1 + WALK_INS, where
        assert _left_beside(home) == [], where

    kill_loop(
        restore, home, backup, PASSPHRASE, prepare=lambda: shutil.rmtree(home, ignore_errors=True), check=check, share=2
    )


def test_killed_backup_leaves_a_complete_backup(
    busy_day: Path, backup: Path, home: Path, tmp_path: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    folder = tmp_path / "stick"

    def prepare() -> None:
        copied(backup.parent / "home")  # the backup was made of it
        register(home)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy2(backup, folder / backup.name)

    def check(where: str) -> None:
        assert _customers(home, where) == 1 + WALK_INS, where
        other = tmp_path / "other"
        for again in (False, True):
            shutil.rmtree(other, ignore_errors=True)
            shutil.copytree(busy_day, other)
            if again:
                back_up(home, folder / backup.name)
                former = f"{backup.stem}.1{backup.suffix}", f"{backup.stem}.2{backup.suffix}"
                assert {path.name for path in folder.iterdir()} <= {backup.name, *former}, where
            restore(other, folder / backup.name, None)
            assert _customers(other, where) == 1 + WALK_INS, where

    kill_loop(back_up, home, folder / backup.name, prepare=prepare, check=check)
