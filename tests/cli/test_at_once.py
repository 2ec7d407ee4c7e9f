"""Test several processes on one home at once: one key, one database, no number lost or given twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dealer_app.desktop import Desktop

ROOT = Path(__file__).parents[2]
HEADINGS = "شماره درخواست,شماره ملی,نام مشتری,نوع خودرو,قیمت مصوب,جمع دریافتی,وضعیت قرارداد"
ORDERS = 4


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [f"R{n},0790419904,محمدرضا چگینی,ایگل,900000000,100000000,دعوتنامه صادر شد" for n in range(1, ORDERS + 1)]
    file = tmp_path / "export.csv"
    file.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    return file


def start(home: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "dealer_app", "--home", str(home), *map(str, arguments)]
    environment = {**os.environ, "BAJEH_KEYRING": "file"}
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def finished(*processes: "subprocess.Popen[bytes]") -> list[tuple[int, str]]:
    said = [process.communicate() for process in processes]
    return [(process.returncode, err.decode()) for process, (_, err) in zip(processes, said, strict=True)]


def test_processes_that_make_one_home_at_once_share_its_key(tmp_path: Path, export: Path) -> None:
    home = tmp_path / "home"

    ended = finished(*(start(home, "import", export) for _ in range(3)))

    assert ended == [(0, "")] * 3
    assert finished(start(home, "verify")) == [(0, "")]
    assert sorted(path.name for path in home.iterdir()) == ["bajeh.db", "bajeh.heads", "bajeh.key"]


def test_papers_issued_at_once_take_each_number_once(tmp_path: Path, export: Path) -> None:
    home = tmp_path / "home"
    finished(start(home, "import", export))

    ended = finished(
        *(
            start(home, "paper", "principal-slip", "--order", f"R{n}", "--out", tmp_path / f"{n}.pdf")
            for n in range(1, ORDERS + 1)
        )
    )

    assert ended == [(0, "")] * ORDERS
    desktop = Desktop(home)
    desktop.open()
    try:
        numbers = desktop.read(
            lambda unit: list(unit.session.scalars(text("select number from bills order by number")))
        )
    finally:
        desktop.close()
    assert [number.rpartition("/")[2] for number in numbers] == [f"{n:05d}" for n in range(1, ORDERS + 1)]
