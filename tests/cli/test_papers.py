"""Test the command ``paper``: issued, committed, then written whole."""

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.persian import ascii_digits
from dealer_app.services.orders.orders import find_order_id, get_order
from dealer_app.store.tables.prints import PrintRecord
from tests.cli.conftest import PAPER, Run


def text_of(pdf: Path) -> str:
    """Return the words of a PDF with plain digits and without grouping, as pdftotext reads them."""
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return ascii_digits(read.stdout.decode()).replace("\u066c", "").replace(",", "")


def prints_of(home: Path) -> list[tuple[str, int, str, str]]:
    desktop = Desktop(home)
    desktop.open()
    try:
        return desktop.read(
            lambda unit: [
                (row.paper_kind, row.copy_number, row.state, row.sha256) for row in unit.session.query(PrintRecord)
            ]
        )
    finally:
        desktop.close()


@pytest.mark.parametrize(
    ("kind", "number", "amount"),
    [
        ("invitation", "R2606100412", "4864000000"),
        ("invitation", "۲۶۰۶/۵۰۴۱۲", "4864000000"),
        ("principal-slip", "D700412", "4864000000"),
        ("penalty-slip", "R2606090008", "385200000"),
        ("receipt", "R2606100412", "7936000000"),
    ],
)
def test_paper_of_an_order_is_written_with_its_amount(
    run: Run, demo: Path, tmp_path: Path, kind: str, number: str, amount: str
) -> None:
    out = tmp_path / "paper.pdf"

    code, said, complained = run("--home", demo, *PAPER, kind, "--order", number, "--out", out)

    assert (code, complained) == (0, "")
    assert str(out) in said
    assert amount in text_of(out)
    ((printed, copy_number, state, digest),) = prints_of(demo)
    assert (printed, copy_number, state) == (kind, 1, "queued")
    assert digest == sha256(out.read_bytes()).hexdigest()


def test_confirmation_is_written_for_a_national_code(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"

    code, _, _ = run("--home", demo, *PAPER, "registration", "--customer", "۰۴۹۹۳۷۰۸۹۹", "--out", out)

    assert code == 0
    assert "0499370899" in text_of(out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("address-slip", "--dealership", "2606"),
        ("brochure", "--plan", "KM-27"),
        ("help-slip", "--order", "R2606100412"),
    ],
)
def test_paper_of_something_else_is_written(run: Run, demo: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    out = tmp_path / "paper.pdf"

    code, _, complained = run("--home", demo, *PAPER, *arguments, "--out", out)

    assert (code, complained) == (0, "")
    assert out.read_bytes().startswith(b"%PDF")


def test_every_part_of_a_split_amount_is_in_the_file(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"

    run("--home", demo, *PAPER, "principal-slip", "--order", "R2606090009", "--out", out)

    words = text_of(out)
    assert "99999999000" in words
    assert str(115_650_000_000 - 99_999_999_000) in words


def test_second_print_is_the_next_copy_of_the_same_paper(run: Run, demo: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        run("--home", demo, *PAPER, "principal-slip", "--order", "R2606100412", "--out", tmp_path / name)

    assert [copy for _, copy, _, _ in prints_of(demo)] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("invitation", "--order", "R2606090002"), "دعوتنامه نداده است"),
        (("penalty-slip", "--order", "R2606100412"), "چیزی از جریمه نمانده است"),
        (("receipt", "--order", "R2606090014"), "دریافتی ثبت نشده است"),
        (("receipt", "--order", "R1"), "سفارشی با شمارهٔ R1"),
        (("registration", "--customer", "0084575948"), "مشتری‌ای با این کد"),
    ],
)
def test_refused_paper_writes_nothing(
    run: Run, demo: Path, tmp_path: Path, arguments: tuple[str, ...], part: str
) -> None:
    out = tmp_path / "paper.pdf"

    code, said, complained = run("--home", demo, *PAPER, *arguments, "--out", out)

    assert (code, said, out.exists()) == (1, "", False)
    assert part in complained
    assert prints_of(demo) == []


def test_file_that_cannot_be_written_is_a_failed_print(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "no folder" / "paper.pdf"

    code, _, complained = run("--home", demo, *PAPER, "invitation", "--order", "R2606100412", "--out", out)

    assert code == 3
    assert str(out) in complained
    assert [state for _, _, state, _ in prints_of(demo)] == ["failed"]


def test_amount_on_the_paper_is_that_of_the_ledger(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    run("--home", demo, *PAPER, "invitation", "--order", "R2606090010", "--out", out)
    desktop = Desktop(demo)
    desktop.open()
    try:
        found = desktop.read(lambda unit: find_order_id(unit, "R2606090010"))
        assert found is not None
        remaining = desktop.read(lambda unit: get_order(unit, found)).ledger.principal.remaining
    finally:
        desktop.close()

    assert remaining % 1000
    assert str(remaining) in text_of(out)


def test_file_beside_the_paper_is_left_alone(demo: Path, run: Run, tmp_path: Path) -> None:
    out, beside = tmp_path / "paper.pdf", tmp_path / "paper.pdf.new"
    beside.write_text("mine", encoding="utf-8")

    code, _, complained = run("--home", demo, *PAPER, "invitation", "--order", "R2606100412", "--out", out)

    assert (code, out.exists(), beside.read_text(encoding="utf-8")) == (0, True, "mine"), complained
