"""Import: measure rows per second and peak memory; the baseline only reads the sheet. Each has its own process."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.ratios import Ratio, median, peak_memory_mb, show
from tests.services.imports.sheets import a_row, as_table

ROOT = Path(__file__).parents[2]
ROWS = 10_000
ROUNDS = 3


def write_sheet(path: Path) -> None:
    """Write an export of ROWS orders, each of another customer."""
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(as_table(a_row(n) for n in range(1, ROWS + 1))):
            sheet.write_row(number, 0, row)


def read_alone(path: Path) -> None:
    """Read every cell of the sheet without using it."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    assert sum(1 for _ in sheet.iter_rows()) == ROWS + 1


def import_into(path: Path, home: Path) -> None:
    """Import the sheet into the encrypted database of ``home`` and print the seconds."""
    from dealer_app.desktop import Desktop
    from dealer_app.services.imports.run import import_orders

    desktop = Desktop(home)
    desktop.open()
    begun = time.perf_counter()
    report = import_orders(desktop, path)
    print("seconds", time.perf_counter() - begun)
    desktop.close()
    assert report.accepted + report.unchanged == ROWS


def child(*arguments: str) -> tuple[float, float]:
    """Run one measurement in its own process; return seconds and peak MB."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    figures = dict(line.split() for line in done.stdout.splitlines())
    return float(figures["seconds"]), float(figures["megabytes"])


def measure(arguments: list[str]) -> None:
    """Run the measurement that the parent process asked for and print seconds and peak memory."""
    if arguments[0] == "read":
        begun = time.perf_counter()
        read_alone(Path(arguments[1]))
        print("seconds", time.perf_counter() - begun)
    else:
        import_into(Path(arguments[1]), Path(arguments[2]))
    print("megabytes", peak_memory_mb())


def main() -> None:
    """Measure reading, a first import and the same import again, alternately, and print the ratios."""
    taken: dict[str, list[tuple[float, float]]] = {"read": [], "first": [], "again": []}
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "export.xlsx"
        write_sheet(sheet)
        for turn in range(ROUNDS):
            home = str(Path(folder) / f"home{turn}")
            taken["read"].append(child("read", str(sheet)))
            taken["first"].append(child("import", str(sheet), home))
            taken["again"].append(child("import", str(sheet), home))
    seconds = {name: median([one[0] for one in many]) for name, many in taken.items()}
    memory = {name: max(one[1] for one in many) for name, many in taken.items()}
    rate = ROWS / seconds["read"]
    print(f"import: {ROWS:,} rows; reading alone {rate:,.0f} rows/s, {memory['read']:.0f} MB at most")
    for name, label, goal in (("first", "import, all rows new", "≤ 6"), ("again", "import, nothing new", "≤ 3")):
        ours = ROWS / seconds[name]
        show(Ratio(label, ours, rate, "rows/s", goal, "reading the sheet alone", is_faster_wanted=True))
        show(Ratio(f"{label}, peak memory", memory[name], memory["read"], "MB", "", "reading the sheet alone"))


if __name__ == "__main__":
    measure(sys.argv[1:]) if len(sys.argv) > 1 else main()
