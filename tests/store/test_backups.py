"""Backups: restored with the key or with the passphrase; a damaged backup changes nothing."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE, find_key
from dealer_app.store.tables.customers import CustomerRecord
from tests.store.conftest import MakeDesktop
from tests.store.factories import a_customer

PASSPHRASE = "made-up words for a test"


def _count(desktop: Desktop) -> int:
    counted = select(func.count()).select_from(CustomerRecord)
    return desktop.read(lambda unit: unit.session.scalar(counted)) or 0


def _backup(desktop: Desktop, out: Path) -> Path:
    desktop.write(a_customer)
    desktop.backup(out)
    return out


def test_backup_is_one_encrypted_private_file(desktop: Desktop, tmp_path: Path) -> None:
    out = _backup(desktop, tmp_path / "out" / "counter.bajeh")
    assert b"SQLite format 3" not in out.read_bytes()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(out.parent.iterdir()) == [out]


def test_restore_keeps_the_replaced_database(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    out = _backup(desktop, tmp_path / "counter.bajeh")
    desktop.write(a_customer)
    kept = desktop.restore(out)
    assert _count(desktop) == 1
    assert kept is not None
    assert kept.name.startswith(f"{DATABASE_FILE}.before-restore-")
    assert desktop.verify().is_sound
    desktop.restore(kept)
    assert _count(desktop) == 2


def test_two_restores_in_one_second_keep_both_databases(desktop: Desktop, tmp_path: Path) -> None:
    out = _backup(desktop, tmp_path / "counter.bajeh")
    first, second = desktop.restore(out), desktop.restore(out)
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()


def test_restore_on_another_pc_needs_the_passphrase(
    desktop: Desktop, make_desktop: MakeDesktop, tmp_path: Path
) -> None:
    desktop.set_recovery_passphrase(PASSPHRASE)
    out = _backup(desktop, tmp_path / "counter.bajeh")
    other = make_desktop(tmp_path / "other")
    with pytest.raises(Refusal) as missing:
        other.restore(out)
    assert missing.value.code == "backup_needs_passphrase"
    with pytest.raises(Refusal) as wrong:
        other.restore(out, "other words altogether")
    assert wrong.value.code == "recovery_passphrase_wrong"
    assert not (tmp_path / "other" / DATABASE_FILE).exists()
    assert other.restore(out, PASSPHRASE) is None
    other.open()
    assert _count(other) == 1
    assert find_key(tmp_path / "other") != find_key(desktop.home)
    assert other.has_recovery_passphrase()


def test_lost_key_is_recovered_by_the_passphrase(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    desktop.set_recovery_passphrase(PASSPHRASE)
    out = _backup(desktop, tmp_path / "counter.bajeh")
    desktop.close()
    (home / KEY_FILE).unlink()
    assert desktop.restore(out, PASSPHRASE) is not None
    desktop.open()
    assert _count(desktop) == 1


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "absent"])
def test_bad_backup_changes_nothing(desktop: Desktop, home: Path, tmp_path: Path, damage: str) -> None:
    out = _backup(desktop, tmp_path / "counter.bajeh")
    content = bytearray(out.read_bytes())
    content[len(content) // 2] ^= 1
    harm: dict[str, Callable[[], object]] = {
        "cut": lambda: out.write_bytes(content[: len(content) // 2]),
        "flipped": lambda: out.write_bytes(content),
        "text": lambda: out.write_text("not a backup"),
        "absent": out.unlink,
    }
    harm[damage]()
    with pytest.raises(EnvironmentFault) as caught:
        desktop.restore(out)
    assert caught.value.code == ("backup_missing" if damage == "absent" else "backup_damaged")
    assert _count(desktop) == 1
    assert not [path.name for path in home.iterdir() if "restore" in path.name]


def test_restore_is_refused_while_the_database_is_open_elsewhere(
    desktop: Desktop, make_desktop: MakeDesktop, tmp_path: Path
) -> None:
    out = _backup(desktop, tmp_path / "counter.bajeh")
    other = make_desktop()
    other.open()
    with pytest.raises(EnvironmentFault) as caught:
        desktop.restore(out)
    assert caught.value.code == "database_locked"
    assert _count(desktop) == _count(other) == 1


def test_short_passphrase_is_refused(desktop: Desktop, home: Path) -> None:
    with pytest.raises(Refusal) as caught:
        desktop.set_recovery_passphrase("short")
    assert caught.value.code == "recovery_passphrase_short"
    assert not (home / RECOVERY_FILE).exists()


def test_log_of_a_killed_restore_is_not_applied_by_the_next(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    out = _backup(desktop, tmp_path / "counter.bajeh")
    desktop.write(a_customer)
    shutil.copy2(home / f"{DATABASE_FILE}-wal", home / f"{DATABASE_FILE}.restored-wal")
    desktop.restore(out)
    assert _count(desktop) == 1
