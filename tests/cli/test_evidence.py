"""What the command line leaves in the audit: the operating system's user, searches, backups and refused enrolments."""

import json
import os
import pwd
from pathlib import Path
from typing import Any

import pytest

from dealer_app.cli.os_user import os_actor
from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key
from resources.texts.errors import SENTENCES
from tests.cli.conftest import FIND, PAPER, Run

ME = pwd.getpwuid(os.getuid()).pw_name


def audit_of(home: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return action and detail of every audit row."""
    key = find_key(home)
    assert key is not None
    connection = connect(home / DATABASE_FILE, key, is_reader=True)
    rows = connection.execute("SELECT action, detail FROM audit ORDER BY n").fetchall()
    connection.close()
    return [(action, json.loads(detail)) for action, detail in rows]


def test_writes_name_the_user_of_the_operating_system(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody-else")
    monkeypatch.setenv("LOGNAME", "somebody-else")
    before = len(audit_of(demo))
    assert run("--home", demo, *PAPER, "invitation", "--order", "R2606100412", "--out", tmp_path / "letter.pdf")[0] == 0
    added = audit_of(demo)[before:]
    assert added
    assert {detail["os_user"] for _, detail in added} == {ME}


def test_search_backup_and_restore_leave_an_audit_row_without_personal_data(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    assert run("--home", demo, *FIND, "رضایی")[0] in (0, 1)
    assert run("--home", demo, "backup", tmp_path / "copy.bajeh")[0] == 0
    assert audit_of(demo)[-2:] == [
        ("searched", {"hits": audit_of(demo)[-2][1]["hits"], "os_user": ME}),
        ("backed_up", {"file": "copy.bajeh", "os_user": ME}),
    ]
    assert run("--home", demo, "restore", tmp_path / "copy.bajeh")[0] == 0
    assert audit_of(demo)[-1] == ("restored", {"file": "copy.bajeh", "os_user": ME})
    assert run("--home", demo, "verify")[0] == 0


def test_user_of_the_operating_system_sees_no_customer_without_a_member_of_staff(run: Run, demo: Path) -> None:
    """The window shows an administrator no customer; the command line must not either."""
    before = audit_of(demo)
    for arguments in (("R2606100412",), ("R2606100412", "--json"), ("R2606100412", "--national-code", "0499370899")):
        code, said, complained = run("--home", demo, "find", *arguments)
        assert (code, said) == (1, "")
        assert "پذیرش" in complained
    assert audit_of(demo) == before
    assert "R2606100412" in run("--home", demo, *FIND, "R2606100412")[1]


def test_refused_enrolment_leaves_an_audit_row(demo: Path) -> None:
    desktop = Desktop(demo)
    desktop.open()
    desktop.actor = os_actor()
    with pytest.raises((FieldError, Refusal)) as refused:
        desktop.enrol("https://hub.example.ir", "no code")
    desktop.close()
    assert audit_of(demo)[-1] == ("enrolment_refused", {"code": refused.value.code, "os_user": ME})


def test_verbs_of_head_office_refuse_the_folder_of_a_counter(run: Run, demo: Path) -> None:
    code, said, why = run("--home", demo, "hub", "status")
    assert (code, said) == (1, "")
    assert why.strip() == SENTENCES["hub_home_is_counter"].format(home=demo)
    assert not (demo / "postgres").exists()
