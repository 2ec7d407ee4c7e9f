"""Test kills during a migration or the first start: the old or the new database remains and nothing is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key
from dealer_app.store.database.schema import HEAD, file_revision
from dealer_app.store.tables.settings import find_setting
from tests.faults.conftest import RunLoop
from tests.faults.jobs import opened, start
from tests.faults.old_files import make_old_file
from tests.faults.whole import assert_whole


def _revision(home: Path) -> str:
    key = find_key(home)
    assert key is not None
    connection = connect(home / DATABASE_FILE, key)
    revision = file_revision(connection)
    connection.close()
    return revision


def test_killed_migration_leaves_the_old_or_the_new_schema(
    home: Path, tmp_path: Path, copied: Callable[[Path], None], kill_loop: RunLoop
) -> None:
    make_old_file(tmp_path / "old", "0002")

    def check(where: str) -> None:
        assert _revision(home) in {"0002", HEAD}, where
        desktop = opened(home)
        assert_whole(desktop, where)
        assert desktop.read(lambda unit: find_setting(unit.session, "kept")) == {}, where
        desktop.close()

    kill_loop(start, home, prepare=lambda: copied(tmp_path / "old"), check=check)


def test_counter_opens_after_a_killed_first_start(home: Path, kill_loop: RunLoop) -> None:
    def check(where: str) -> None:
        desktop = opened(home)
        assert_whole(desktop, where)
        desktop.close()

    kill_loop(start, home, prepare=lambda: shutil.rmtree(home, ignore_errors=True), check=check)
