"""Test the commands on a real home: demo, import, find, backup, restore, verify."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dealer_app.desktop import Desktop
from dealer_app.services.search.search import count_files
from tests.cli.conftest import FIND, Run
from tests.services.imports.bug_files import table_xml, write_parts
from tests.services.imports.sheets import a_row, as_table

HEADINGS = "شماره درخواست,شماره قرارداد,شماره ملی,نام مشتری,شماره همراه,نوع خودرو,قیمت مصوب,جمع دریافتی,وضعیت قرارداد"
ROWS = (
    "R2606700001,2606/70001,0790419904,محمدرضا چگینی,09133456789,ایگل,900000000,100000000,عقد قرارداد",
    "R2606700002,2606/70002,499370899,زهرا نوری‌فر,09122582580,ایگل,900000000,100000000,ثبت درخواست",
    "R2606700003,2606/70003,1234567890,علی نوری,09122582581,ایگل,900000000,100000000,ثبت درخواست",
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_text("\n".join((HEADINGS, *ROWS)), encoding="utf-8")
    return file


def found(run: Run, home: Path, *arguments: str, find: tuple[str, ...] = FIND) -> list[dict[str, str]]:
    """Return the hits of a clerk of the demo; ``find=("find",)`` is for a home without staff."""
    code, said, complained = run("--home", home, *find, *arguments, "--json")
    assert (code, complained) == (0, "")
    answer: list[dict[str, str]] = json.loads(said)
    return answer


def test_demo_is_built_once(run: Run, demo: Path) -> None:
    code, _, complained = run("--home", demo, "demo")

    assert code == 1
    assert "پوشهٔ خالی" in complained


def test_find_as_json_has_the_keys_that_scripts_read(run: Run, demo: Path) -> None:
    hits = found(run, demo, "نوري فر زهرا")

    assert hits[0] == {
        "kind": "name",
        "request": "R2606100412",
        "contract": "2606/50412",
        "invitation": "D700412",
        "name": "زهرا نوری‌فر",
        "why": "نام: زهرا نوری‌فر",
    }
    assert [hit["request"] for hit in hits] == ["R2606100412", "R2606098731"]


@pytest.mark.parametrize("number", ["R2606100412", "۲۶۰۶/۵۰۴۱۲", "D 700-412"])
def test_find_with_a_national_code_tracks_a_number(run: Run, demo: Path, number: str) -> None:
    assert len(found(run, demo, number, "--national-code", "۰۴۹۹۳۷۰۸۹۹")) == 1
    assert found(run, demo, number, "--national-code", "0084575948") == []


def test_find_in_words_reports_that_nothing_was_found(run: Run, demo: Path) -> None:
    assert run("--home", demo, *FIND, "هیچ‌کس") == (1, "یافت نشد\n", "")
    code, said, _ = run("--home", demo, *FIND, "D700412")
    assert code == 0
    assert said.startswith("زهرا نوری‌فر · R2606100412 · 2606/50412 · D700412")


def test_import_reports_as_json_and_writes_the_error_sheet(run: Run, tmp_path: Path, export: Path) -> None:
    sheet = tmp_path / "errors.xlsx"

    code, said, _ = run("--home", tmp_path / "new", "import", export, "--errors", sheet, "--json")

    report = json.loads(said)
    assert code == 0
    assert (report["accepted"], report["mended"], report["warned"]) == (2, 1, [])
    (refused,) = report["refused"]
    assert (refused["row"], refused["field"]) == (4, "شماره ملی")
    assert set(refused) == {"row", "field", "why"}
    assert load_workbook(sheet).active is not None


def test_import_names_what_it_does_not_read_as_json_and_in_words(run: Run, tmp_path: Path) -> None:
    table = as_table([a_row(1)])
    table[0].append("امتیاز مشتری")
    table.append(["جمع کل", 5])
    sheets = {"جاری": table_xml(table), "قدیم": table_xml(table), "راهنما": table_xml([["راهنما"]])}
    path = write_parts(tmp_path / "a.xlsx", sheets, states={"قدیم": "hidden"})

    report = json.loads(run("--home", tmp_path / "new", "import", path, "--dry-run", "--json")[1])
    assert (report["unknown_columns"], report["present"]) == (["امتیاز مشتری"], 2)
    assert [one["sheet"] for one in report["left_out_sheets"]] == ["راهنما", "قدیم"]
    assert [one["row"] for one in report["left_out"]] == [3]

    said = run("--home", tmp_path / "new", "import", path)[1]
    assert all(name in said for name in ("امتیاز مشتری", "قدیم", "راهنما", "ردیف ۳"))


def test_dry_run_stores_nothing_and_a_second_import_changes_nothing(run: Run, tmp_path: Path, export: Path) -> None:
    home = tmp_path / "new"

    _, dry, _ = run("--home", home, "import", export, "--dry-run")
    assert dry.startswith("بررسی بی‌ذخیره: ۲ سفارش پذیرفتنی")
    assert found(run, home, "R2606700001", find=("find",)) == []
    run("--home", home, "import", export)
    _, again, _ = run("--home", home, "import", export)

    assert again.startswith("۰ سفارش پذیرفته شد · ۰ به‌روز · ۲ بی‌تغییر")
    assert "ردیف ۴" in again
    assert found(run, home, "R2606700002", find=("find",))[0]["name"] == "زهرا نوری‌فر"


def test_restore_brings_back_the_data_of_the_backup(run: Run, demo: Path, tmp_path: Path, export: Path) -> None:
    backup = tmp_path / "bajeh.backup"

    code, _, complained = run("--home", demo, "backup", backup)
    assert (code, "تنها روی همین رایانه" in complained) == (0, True)
    run("--home", demo, "import", export)
    assert found(run, demo, "R2606700001")
    assert run("--home", demo, "restore", backup)[0] == 0

    assert found(run, demo, "R2606700001") == []
    assert found(run, demo, "R2606100412")
    assert run("--home", demo, "verify")[0] == 0


def test_backup_with_a_passphrase_opens_on_another_pc(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, other = tmp_path / "bajeh.backup", tmp_path / "other"
    monkeypatch.setenv("BAJEH_PASSPHRASE", "یک عبارت بازیابی دراز")
    assert run("--home", demo, "backup", backup)[2] == ""
    monkeypatch.delenv("BAJEH_PASSPHRASE")

    assert run("--home", other, "restore", backup)[0] == 1
    monkeypatch.setenv("BAJEH_PASSPHRASE", "یک عبارت بازیابی دراز")
    assert run("--home", other, "restore", backup)[0] == 0
    assert found(run, other, "R2606100412")


def test_verify_reports_the_counts_of_a_sound_database(run: Run, demo: Path) -> None:
    code, said, _ = run("--home", demo, "verify")

    assert code == 0
    assert "۴۰ پرونده، ۳۹ سفارش" in said


def test_damaged_database_gives_three(run: Run, demo: Path) -> None:
    (demo / "bajeh.db").write_bytes(b"damaged" * 1000)

    for command in ("verify", "find"):
        code, _, complained = run("--home", demo, command, *(["x"] if command == "find" else []))
        assert code == 3
        assert complained


@pytest.mark.parametrize("arguments", [("find", "x"), ("backup", "x.bak"), ("verify",)])
def test_missing_home_is_not_created(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    home = tmp_path / "nowhere"

    code, said, complained = run("--home", home, *arguments)

    assert (code, said, home.exists()) == (3, "", False)
    assert str(home) in complained


@pytest.mark.parametrize("command", ["import", "restore"])
def test_missing_file_is_named(run: Run, tmp_path: Path, command: str) -> None:
    code, _, complained = run("--home", tmp_path / "new", command, tmp_path / "missing.xlsx")

    assert code == 3
    assert "missing.xlsx" in complained
    assert not (tmp_path / "new").exists()


def test_home_comes_from_the_environment(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAJEH_HOME", str(demo))

    assert run(*FIND, "D700412")[0] == 0


def test_default_home_is_in_the_users_own_folder(run: Run, own_home: Path, export: Path) -> None:
    assert run("import", export)[0] == 0

    desktop = Desktop(own_home / ".local/share/bajeh")
    desktop.open()
    try:
        assert desktop.read(count_files) == 2
    finally:
        desktop.close()
