"""A backup is examined before it takes its name: damage is reported and never replaces a good backup."""

import json
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.presence import HEADS_FILE
from dealer_app.store.tables.audit import write_audit
from tests.store.conftest import NOON, MakeDesktop
from tests.store.factories import a_customer

PAGE = 4096


def _register(unit: Unit, times: int = 1) -> None:
    for _ in range(times):
        write_audit(unit, "customer_registered", "customers", a_customer(unit))


@pytest.fixture(scope="module")
def worked_home(ready_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home with twenty customers and a backup ``day.bajeh`` beside it."""
    home = tmp_path_factory.mktemp("worked") / "home"
    shutil.copytree(ready_home, home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        desktop = Desktop(home, clock=lambda: NOON)
        desktop.open()
        desktop.write(partial(_register, times=20))
        desktop.backup(home.with_name("day.bajeh"))
        desktop.close()
    return home


def _fault(desktop: Desktop, out: Path) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        desktop.backup(out)
    assert sentence(caught.value)
    return caught.value.code


@settings(max_examples=12)
@given(place=st.floats(0, 1, exclude_max=True), at=st.integers(0, PAGE - 1), length=st.integers(1, 3 * PAGE))
def test_damaged_pages_never_reach_a_backup(
    worked_home: Path, tmp_path: Path, place: float, at: int, length: int
) -> None:
    home, out = tmp_path / "home", tmp_path / "day.bajeh"
    for left in tmp_path.glob("day*"):
        left.unlink()
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(worked_home, home)
    shutil.copy2(worked_home.with_name("day.bajeh"), out)
    good = out.read_bytes()
    content = bytearray((home / DATABASE_FILE).read_bytes())
    first = int(len(content) * place) // PAGE * PAGE + at
    for position in range(first, min(first + length, len(content))):
        content[position] ^= 0x5A
    (home / DATABASE_FILE).write_bytes(content)
    desktop = Desktop(home, clock=lambda: NOON)
    try:
        desktop.backup(out)
    except EnvironmentFault as fault:
        code = fault.code
        assert out.read_bytes() == good, code
        assert sorted(path.name for path in tmp_path.glob("day*")) == ["day.bajeh"]
    else:  # only bytes that no page's seal covers were changed
        assert (tmp_path / "day.1.bajeh").read_bytes() == good
    desktop.restore(out)
    assert desktop.verify().customers == 20


@pytest.mark.parametrize("size", [0, 100, PAGE])
def test_empty_database_replaces_no_backup(worked_home: Path, home: Path, tmp_path: Path, size: int) -> None:
    shutil.copytree(worked_home, home)
    out = tmp_path / "day.bajeh"
    shutil.copy2(worked_home.with_name("day.bajeh"), out)
    good = out.read_bytes()
    (home / DATABASE_FILE).write_bytes(bytes(size))
    assert _fault(Desktop(home), out) in {"database_empty", "database_unreadable"}
    assert out.read_bytes() == good


def test_older_database_replaces_no_newer_backup(worked_home: Path, home: Path, tmp_path: Path) -> None:
    shutil.copytree(worked_home, home)
    out = tmp_path / "day.bajeh"
    older = (home / DATABASE_FILE).read_bytes()
    desktop = Desktop(home, clock=lambda: NOON)
    desktop.open()
    desktop.write(_register)
    desktop.backup(out)
    desktop.close()
    newer = out.read_bytes()
    (home / DATABASE_FILE).write_bytes(older)
    assert _fault(desktop, out) == "database_behind"
    (home / HEADS_FILE).unlink()  # nothing is known but the backup itself
    assert _fault(desktop, out) == "backup_would_lose"
    assert out.read_bytes() == newer
    desktop.backup(tmp_path / "other.bajeh")  # the control: under another name it is written


def test_backup_of_another_counter_is_not_replaced(
    worked_home: Path, home: Path, tmp_path: Path, make_desktop: MakeDesktop
) -> None:
    shutil.copytree(worked_home, home)
    out = tmp_path / "day.bajeh"
    make_desktop().backup(out)
    other = make_desktop(tmp_path / "other")
    other.open()
    other.write(partial(_register, times=30))
    assert _fault(other, out) == "backup_would_lose"


def test_broken_chain_is_reported_and_replaces_nothing(worked_home: Path, home: Path, tmp_path: Path) -> None:
    shutil.copytree(worked_home, home)
    out = tmp_path / "day.bajeh"
    desktop = Desktop(home, clock=lambda: NOON)
    desktop.backup(out)
    good = out.read_bytes()
    desktop.open()
    desktop.write(_forge)
    assert _fault(desktop, out) == "backup_of_damaged"
    desktop.close()
    assert out.read_bytes() == good


def _forge(unit: Unit) -> None:
    (name,) = unit.session.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit' AND sql LIKE '%UPDATE%'")
    ).one()
    unit.session.execute(text(f"DROP TRIGGER {name}"))
    unit.session.execute(text("UPDATE audit SET detail = '{}', role = 'manager' WHERE n = 7"))


def test_two_former_backups_are_kept(desktop: Desktop, tmp_path: Path) -> None:
    out = tmp_path / "out" / "day.bajeh"
    written = []
    for _ in range(4):
        desktop.write(_register)
        desktop.backup(out)
        written.append(out.read_bytes())
    kept = [path.read_bytes() for path in (out, *(out.with_name(f"day.{at}.bajeh") for at in (1, 2)))]
    assert kept == written[:0:-1]
    assert len(list(out.parent.iterdir())) == 3


def test_file_in_the_place_of_a_former_backup_is_not_replaced(desktop: Desktop, tmp_path: Path) -> None:
    out = tmp_path / "day.bajeh"
    desktop.backup(out)
    first = out.read_bytes()
    (tmp_path / "day.1.bajeh").write_text("a person's own file")
    assert _fault(desktop, out) == "backup_over_other_file"
    assert (tmp_path / "day.1.bajeh").read_text() == "a person's own file"
    assert out.read_bytes() == first


def test_backup_of_an_older_version_is_kept_beside_the_new(desktop: Desktop, tmp_path: Path) -> None:
    out = tmp_path / "day.bajeh"
    desktop.write(_register)
    desktop.backup(out)
    _without_extent(out)
    old = out.read_bytes()
    desktop.backup(out)
    assert (tmp_path / "day.1.bajeh").read_bytes() == old


def _without_extent(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    del manifest["extent"]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, json.dumps(manifest) if name == "manifest.json" else content)
