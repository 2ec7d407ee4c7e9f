"""A home that lost its database, its log or its newest commits is refused in words; it never gets a fresh database."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE
from dealer_app.store.database.presence import HEADS_FILE, MAKING_FILE
from dealer_app.store.tables.audit import write_audit
from tests.store.conftest import NOON, MakeDesktop
from tests.store.factories import a_customer

PAGE = 4096


def _work(desktop: Desktop) -> None:
    desktop.write(_register)


def _register(unit: Unit) -> None:
    write_audit(unit, "customer_registered", "customers", a_customer(unit))


def _refusal(home: Path) -> EnvironmentFault:
    """Return the fault of opening ``home``; it names a way out, and changes no file of the home."""
    before = _files(home)
    with pytest.raises(EnvironmentFault) as caught:
        Desktop(home, clock=lambda: NOON).open()
    assert "restore" in sentence(caught.value) or caught.value.code == "key_missing"
    assert _files(home) == before
    return caught.value


def _files(home: Path) -> dict[str, bytes]:
    """Return the files of a home; SQLite makes an empty log and its index beside any database that it opens."""
    return {
        path.name: path.read_bytes()
        for path in home.iterdir()
        if path.is_file() and not path.name.endswith(("-shm", "-wal", "-journal"))
    }


@pytest.mark.parametrize("kept", ["key", "log", "recovery", "backup", "copy", "older backup", "heads"])
def test_used_home_without_its_database_is_refused(
    desktop: Desktop, home: Path, tmp_path: Path, make_desktop: MakeDesktop, kept: str
) -> None:
    _work(desktop)
    desktop.backup(tmp_path / "counter.bajeh")
    shutil.copytree(home, tmp_path / "copy")
    left: dict[str, Callable[[], object]] = {
        "key": lambda: shutil.copy2(tmp_path / "copy" / KEY_FILE, home),
        "log": lambda: shutil.copy2(tmp_path / "copy" / f"{DATABASE_FILE}-wal", home),
        "recovery": lambda: (home / RECOVERY_FILE).write_text("{}"),
        "backup": lambda: shutil.copy2(tmp_path / "counter.bajeh", home),
        "copy": lambda: shutil.copy2(tmp_path / "copy" / DATABASE_FILE, home / f"{DATABASE_FILE}.before-restore-1"),
        "older backup": lambda: shutil.copytree(tmp_path / "copy", home / "backups"),
        "heads": lambda: shutil.copy2(tmp_path / "copy" / HEADS_FILE, home),
    }
    desktop.close()
    shutil.rmtree(home)
    home.mkdir()
    left[kept]()
    assert _refusal(home).code == "database_missing"
    shutil.rmtree(home)
    home.mkdir()  # the control: an empty folder is a new home
    fresh = make_desktop()
    fresh.open()
    assert not (home / MAKING_FILE).exists()


def test_home_in_which_another_process_begins_its_mark_is_new(make_desktop: MakeDesktop, home: Path) -> None:
    """A process writes the mark under another name first; a kill may leave that file."""
    home.mkdir(exist_ok=True)
    (home / f"{MAKING_FILE}.4711.new").write_bytes(b"")
    fresh = make_desktop()
    fresh.open()
    assert (home / DATABASE_FILE).stat().st_size > 0


@settings(max_examples=25)
@given(size=st.one_of(st.just(0), st.integers(0, PAGE - 1), st.integers(PAGE, 40 * PAGE)), filler=st.booleans())
def test_cut_empty_or_foreign_database_is_refused(ready_home: Path, tmp_path: Path, size: int, filler: bool) -> None:
    home = tmp_path / "cut"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ready_home, home)
    content = (home / DATABASE_FILE).read_bytes()
    (home / DATABASE_FILE).write_bytes(bytes(size) if filler else content[: min(size, len(content) - 1)])
    expected = {"database_empty"} if size < PAGE else {"database_unreadable", "database_damaged"}
    assert _refusal(home).code in expected


def test_zero_bytes_beside_a_log_keep_the_log(desktop: Desktop, home: Path) -> None:
    _work(desktop)
    shutil.copytree(home, home.with_name("cut"))
    cut = home.with_name("cut")
    log = (cut / f"{DATABASE_FILE}-wal").read_bytes()
    (cut / DATABASE_FILE).write_bytes(b"")
    assert _refusal(cut).code == "database_empty"
    assert (cut / f"{DATABASE_FILE}-wal").read_bytes() == log  # SQLite itself would delete it


@settings(max_examples=8)
@given(writes=st.integers(1, 4), cut=st.sampled_from(["all", "last", "half"]))
def test_copy_without_its_log_is_refused_until_the_log_is_back(
    ready_home: Path, tmp_path: Path, writes: int, cut: str
) -> None:
    home, copy = tmp_path / "from", tmp_path / "to"
    for folder in (home, copy):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ready_home, home)
    desktop = Desktop(home, clock=lambda: NOON)
    desktop.open()
    for _ in range(writes):
        _work(desktop)
    shutil.copytree(home, copy)
    desktop.close()
    log = copy / f"{DATABASE_FILE}-wal"
    whole = log.read_bytes()
    log.write_bytes({"all": b"", "last": whole[:-100], "half": whole[: len(whole) // 2]}[cut])
    (copy / f"{DATABASE_FILE}-shm").unlink()
    if cut == "all":
        log.unlink()
    fault = _refusal(copy)
    assert fault.code == "database_behind"
    assert fault.params["lost"]
    log.write_bytes(whole)
    again = Desktop(copy, clock=lambda: NOON)
    again.open()
    assert again.verify().audit_rows == writes
    again.close()


def test_older_database_in_the_place_of_a_newer_is_refused(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    _work(desktop)
    desktop.close()
    shutil.copy2(home / DATABASE_FILE, tmp_path / "yesterday.db")
    desktop.open()
    _work(desktop)
    desktop.close()
    shutil.copy2(tmp_path / "yesterday.db", home / DATABASE_FILE)
    assert _refusal(home).params["lost"] == "۱"


def test_damaged_or_missing_heads_do_not_stop_a_whole_database(desktop: Desktop, home: Path) -> None:
    for content in (b"", b"x" * 700, None):
        _work(desktop)
        desktop.close()
        (home / HEADS_FILE).unlink() if content is None else (home / HEADS_FILE).write_bytes(content)
        desktop.open()
    _work(desktop)
    assert desktop.verify().audit_rows == 4


def test_refusal_names_the_newest_backup_and_its_day(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    _work(desktop)
    desktop.backup(tmp_path / "counter.bajeh")
    desktop.close()
    (home / DATABASE_FILE).write_bytes(b"")
    words = sentence(_refusal(home))
    assert str(tmp_path / "counter.bajeh") in words
    assert "۱۴۰۵/۰۹/۰۱" in words
    (tmp_path / "counter.bajeh").unlink()
    assert "اکنون آنجا نیست" in sentence(_refusal(home))
