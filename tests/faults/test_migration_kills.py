"""A power cut during a migration, a first start, or a backup leaves the old file or the new one, and nothing lost."""

import shutil
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.store.database import DATABASE_FILE, connect
from dealer_app.store.keys import find_key
from dealer_app.store.schema import HEAD, file_revision
from dealer_app.store.settings import find_setting
from tests.faults.killing import kill_loop
from tests.faults.old_files import make_old_file


@pytest.fixture(autouse=True)
def _key_in_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAJEH_KEYRING", "file")


def _revision(home: Path) -> str:
    key = find_key(home)
    assert key is not None
    connection = connect(home / DATABASE_FILE, key)
    revision = file_revision(connection)
    connection.close()
    return revision


def _opens_sound(home: Path, where: str) -> Desktop:
    desktop = Desktop(home)
    desktop.open()
    report = desktop.verify()
    assert report.is_sound, (where, report.problems)
    assert report.revision == HEAD
    return desktop


def test_killed_migration_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    old, home = tmp_path / "old", tmp_path / "home"
    make_old_file(old, "0002")

    def prepare() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(old, home)

    def check(where: str) -> None:
        assert _revision(home) in {"0002", HEAD}, where
        desktop = _opens_sound(home, where)
        assert desktop.read(lambda unit: find_setting(unit.session, "kept")) == {}, where
        desktop.close()

    kill_loop("tests.faults.migrate_child", [str(home)], prepare=prepare, check=check)


def test_killed_first_start_starts_again(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def check(where: str) -> None:
        _opens_sound(home, where).close()

    kill_loop(
        "tests.faults.migrate_child",
        [str(home)],
        prepare=lambda: shutil.rmtree(home, ignore_errors=True),
        check=check,
    )
