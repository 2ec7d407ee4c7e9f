"""Test the command ``check``: exit code 0 or 1, a Persian reason, and no heavy module loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("national-code", "۰۴۹۹۳۷۰۸۹۹"), "0499370899"),
        (("national-code", "0790 419 904"), "0790419904"),
        (("legal-id", "10380284790"), "10380284790"),
        (("sheba", "820540102680020817909002"), "IR82 0540 1026 8002 0817 9090 02 · پارسیان"),
        (("mobile", "+989121234567"), "09121234567"),
        (("postal-code", "7617934511"), "7617934511"),
        (("vin", "NAKJS3EB4RB104217"), "NAKJS3EB4RB104217"),
        (("bill", "1117753200140"), "1117753200140"),
        (("bill", "1117753200140", "12070160"), "۱۲۰٬۰۰۰ ریال"),
        (("bill", "10643481031150000097570237"), "1064348103115 · 97570237"),
        (("bill", "100170", "150249"), "۱٬۰۰۰ ریال"),
    ],
)
def test_right_identifier_gives_zero(run: Run, arguments: tuple[str, ...], part: str) -> None:
    code, said, complained = run("check", *arguments)

    assert (code, complained) == (0, "")
    assert part in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("national-code", "1111111111"),
        ("national-code", "0684159415"),
        ("national-code", "7750000000"),
        ("national-code", "1234567890"),
        ("legal-id", "10380284792"),
        ("legal-id", "11111111111"),
        ("sheba", "IR820540102680020817909003"),
        ("card", "4444333322221112"),
        ("mobile", "0913 345 67"),
        ("postal-code", "0123456789"),
        ("vin", "NAKJS3EB4RB10421O"),
        ("bill", "1117753200140", "1770165"),
        ("bill", "2234322344613", "1070189"),
        ("national-code", ""),
    ],
)
def test_wrong_identifier_gives_one_and_the_reason_in_persian(run: Run, arguments: tuple[str, ...]) -> None:
    code, said, _ = run("check", *arguments)

    assert code == 1
    assert any("\u0600" <= letter <= "\u06ff" for letter in said)


def test_unusual_mobile_is_right_with_a_warning(run: Run) -> None:
    code, said, _ = run("check", "mobile", "09801234567")

    assert code == 0
    assert "هشدار" in said


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "جا افتاده"),
        (("check", "passport", "1"), "«passport» برای KIND شناخته نیست"),
        (("check", "sheba"), "TEXT"),
        (("check", "sheba", "1", "2"), "متن دوم تنها برای قبض است"),
        (("paper", "receipt", "--out", "x.pdf"), "برای receipt باید --order بیاید"),
        (("paper", "registration", "--order", "R1", "--out", "x.pdf"), "برای registration باید --customer بیاید"),
        (("find", "x", "--bogus"), "ناشناخته: --bogus"),
        (("find", "x", "--national-code"), "مقدار می‌خواهد"),
    ],
)
def test_wrong_usage_gives_two_and_the_reason_in_persian(run: Run, arguments: tuple[str, ...], part: str) -> None:
    code, said, complained = run(*arguments)

    assert (code, said) == (2, "")
    assert part in complained


def test_check_loads_no_database_and_runs_as_a_module() -> None:
    script = (
        "import sys; from dealer_app.cli.parser import main; code = main(['check', 'national-code', '0499370899']); "
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'PySide6', 'cryptography'} & set(sys.modules); "
        "sys.exit(code or len(heavy))"
    )
    alone = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    module = [sys.executable, "-m", "dealer_app", "check", "sheba", "IR820540102680020817909003"]
    run_as_module = subprocess.run(module, cwd=ROOT, capture_output=True, check=False)

    assert alone.returncode == 0
    assert run_as_module.returncode == 1
    assert "شبا" in run_as_module.stdout.decode()
