"""Test odd input: invisible marks, broken bytes, wrong paths; the answer is a Persian sentence, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dealer_app.store.database.connection import DATABASE_FILE
from tests.cli.conftest import PAPER, Run

ROOT = Path(__file__).parents[2]
MARKS = (
    "\t \u00a0\u061c\u0640\u066c\u2003\u2007\u2009\u200b\u200c\u200e\u200f"
    "\u2015\u2028\u202b\u202e\u2060\u2066\u2069\u3000\ufeff"
)
HEADINGS = "شماره درخواست,شماره دعوتنامه,شماره ملی,نام مشتری,نوع خودرو,قیمت مصوب,جمع دریافتی,وضعیت قرارداد"
EMOJI_ROW = "R1,D1,0790419904,علی 😀 رضایی,ایگل,9000000000,1000000000,دعوتنامه صادر شد"


def ran(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the real program, as IT staff would."""
    command = [os.fsencode(each) for each in (sys.executable, "-m", "dealer_app", *map(str, arguments))]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, **environment})


def is_persian(text: str) -> bool:
    return "Traceback" not in text and any("\u0600" <= letter <= "\u06ff" for letter in text)


@pytest.mark.parametrize("mark", MARKS, ids=ascii)
@pytest.mark.parametrize("kind", ["national-code", "sheba", "mobile", "bill"])
def test_marks_in_a_copied_number_are_ignored(run: Run, kind: str, mark: str) -> None:
    right = {
        "national-code": "۰۴۹۹۳۷۰۸۹۹",
        "sheba": "IR820540102680020817909002",
        "mobile": "+989122582580",
        "bill": "٩٤٠٣٢٧٢٠٠٤١٢٩",
    }[kind]

    assert run("check", kind, mark.join(right))[0] == 0
    assert run("check", kind, f"{mark}{right}{mark}")[0] == 0


@pytest.mark.parametrize(("letter", "name"), [("\x1b", "U+001B"), ("\x00", "U+0000")])
def test_control_character_is_named_not_printed(run: Run, letter: str, name: str) -> None:
    code, said, _ = run("check", "national-code", f"049937{letter}0899")

    assert (code, letter in said, name in said) == (1, False, True)


@pytest.mark.parametrize("kind", ["national-code", "legal-id", "sheba", "card", "mobile", "postal-code", "vin", "bill"])
def test_bytes_that_are_not_text_are_refused_in_persian(run: Run, kind: str) -> None:
    code, said, complained = run("check", kind, os.fsdecode(b"\xff\xfe12"))

    assert (code, complained) == (1, "")
    assert is_persian(said)


def test_broken_bytes_and_a_plain_c_locale_are_handled() -> None:
    broken = ran("check", "national-code", os.fsdecode(b"\xff"))
    plain = ran("check", "national-code", "۰۴۹۹۳۷۰۸۹۹", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (broken.returncode, plain.returncode) == (1, 0)
    assert is_persian(broken.stdout.decode())
    assert broken.stderr == plain.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_cannot_be_written_is_reported() -> None:
    command = [sys.executable, "-m", "dealer_app", "check", "national-code", "0499370899"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 3
    assert is_persian(done.stderr.decode())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--home", "", "find", "x"),
        ("paper", "invitation", "--order", "R1", "--out", ""),
        ("import", ""),
        ("backup", ""),
    ],
)
def test_empty_path_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, complained = run(*arguments)

    assert code == 2
    assert "خالی است" in complained


def test_empty_order_number_is_refused(run: Run, demo: Path, tmp_path: Path) -> None:
    code, _, complained = run("--home", demo, *PAPER, "receipt", "--order", "", "--out", tmp_path / "x.pdf")

    assert code == 1
    assert is_persian(complained)


@pytest.mark.parametrize("command", [("find", "x"), ("verify",), ("backup", "x.bak")])
def test_folder_without_a_database_stays_empty(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    code, _, complained = run("--home", empty, *command)

    assert code == 3
    assert str(empty) in complained
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("home", ["/proc/nowhere", f"/tmp/{'x' * 300}"])  # noqa: S108 - cannot be made
@pytest.mark.parametrize("command", [("demo",), ("find", "x"), ("verify",)])
def test_home_out_of_reach_is_reported(run: Run, home: str, command: tuple[str, ...]) -> None:
    code, _, complained = run("--home", home, *command)

    assert code == 3
    assert is_persian(complained)


def test_error_sheet_never_overwrites_the_export(run: Run, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text(f"{HEADINGS}\n{EMOJI_ROW}", encoding="utf-8")

    code, _, complained = run("--home", tmp_path / "home", "import", export, "--errors", export)

    assert code == 1
    assert str(export) in complained
    assert export.read_text("utf-8").startswith(HEADINGS)
    assert not (tmp_path / "home").exists()


def test_report_is_printed_even_if_the_error_sheet_cannot_be_written(run: Run, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text(f"{HEADINGS}\n{EMOJI_ROW}", encoding="utf-8")

    out = tmp_path / "no folder" / "errors.xlsx"
    code, said, complained = run("--home", tmp_path / "home", "import", export, "--errors", out, "--json")

    assert code == 3
    assert json.loads(said)["accepted"] == 1
    assert is_persian(complained)


@pytest.mark.parametrize("kind", ["invitation", "principal-slip", "receipt"])
def test_name_that_cannot_be_drawn_issues_nothing(run: Run, tmp_path: Path, kind: str) -> None:
    export, home = tmp_path / "export.csv", tmp_path / "home"
    export.write_text(f"{HEADINGS}\n{EMOJI_ROW}", encoding="utf-8")
    run("--home", home, "import", export)

    code, _, complained = run("--home", home, "paper", kind, "--order", "R1", "--out", tmp_path / "x.pdf")

    assert code == 1
    assert "U+1F600" in complained
    assert "نام مشتری" in complained
    assert rows_of(home) == {"invitations": 0, "bills": 0, "payments": 0, "prints": 0, "leases": 0, "outbox": 0}


def rows_of(home: Path) -> dict[str, int]:
    """Return the number of rows in each table of papers."""
    from sqlalchemy import text

    from dealer_app.desktop import Desktop

    tables = ("invitations", "bills", "payments", "prints", "leases", "outbox")
    desktop = Desktop(home)
    desktop.open()
    try:
        return desktop.read(
            lambda unit: {name: unit.session.scalar(text(f"select count(*) from {name}")) or 0 for name in tables}
        )
    finally:
        desktop.close()


def test_withdrawn_order_gets_no_principal_slip(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"

    code, _, complained = run("--home", demo, *PAPER, "principal-slip", "--order", "R2606090006", "--out", out)

    assert (code, out.exists()) == (1, False)
    assert "انصراف" in complained


@pytest.mark.parametrize("name", [DATABASE_FILE, "bajeh.key", f"{DATABASE_FILE}-wal"])
def test_backup_never_overwrites_the_database(run: Run, demo: Path, name: str) -> None:
    code, _, complained = run("--home", demo, "backup", demo / name)

    assert code == 3
    assert name in complained
    assert run("--home", demo, "verify")[0] == 0


def test_backup_overwrites_only_another_backup(run: Run, demo: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "letter.odt", tmp_path / "a.backup"
    other.write_bytes(b"not a backup")

    assert run("--home", demo, "backup", other)[0] == 3
    assert other.read_bytes() == b"not a backup"
    assert [run("--home", demo, "backup", out)[0] for _ in range(2)] == [0, 0]
