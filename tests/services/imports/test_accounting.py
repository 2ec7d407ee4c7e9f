"""Test that no row is lost: files are damaged at random, and every filled row is accepted, refused or named."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal
from dealer_app.domain.imports import ImportReport
from dealer_app.services.imports.run import import_orders
from dealer_app.services.imports.tally import Tally
from tests.services.imports.bug_files import table_xml, write_parts
from tests.services.imports.sheets import FIELDS, a_row, as_table, write_csv

ERROR = '<c t="e"><v>#SPILL!</v></c>'
NO_VALUE = "<c><f>A1+1</f></c>"
DAMAGES: tuple[tuple[str, object], ...] = (
    ("", None),
    ("", None),
    ("price", ERROR),
    ("received", NO_VALUE),
    ("national_code", "1111111111"),
    ("status", ""),
    ("", "سرریز"),
    ("", " "),
)
"""What happens to a row: a field and its new value, or a value that shifts the cells after it."""
TITLES = ("گزارش قراردادها", "فروردین تا آبان")
OTHER_SHEETS = ("orders", "notes", "hidden orders", "hidden notes")


@dataclass(slots=True)
class Made:
    """A made table: its rows, how many of them are filled and no headings, and what else the report must name."""

    table: list[list[object]]
    filled: int
    unknown: list[str] = field(default_factory=list)


def below(heading: list[object], number: int) -> list[object]:
    return [a_row(number)[name] for name in FIELDS] + [""] * (len(heading) - len(FIELDS))


@st.composite
def tables(draw: st.DrawFn, first: int = 1) -> Made:
    """Draw a table with damages of every kind that leave it a table."""
    heading: list[object] = as_table([])[0]
    unknown = ["امتیاز"] if draw(st.booleans()) else []
    heading += unknown
    rows = [below(heading, first + n) for n in range(draw(st.integers(1, 5)))]
    for row in rows:
        at, value = draw(st.sampled_from(DAMAGES))
        if at:
            row[FIELDS.index(at)] = value
        elif value:
            row.insert(draw(st.integers(0, len(FIELDS) + 2)), value)
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), ["" for _ in heading])
    if draw(st.booleans()):
        rows.append(["جمع کل", *[""] * (len(heading) - 2), 5])
    if draw(st.booleans()):
        rows.append(list(rows[0]))
    filled = sum(any(cell != "" for cell in row) for row in rows)
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), heading[: len(FIELDS)])
        filled += 1
    titles: list[list[object]] = [[title] for title in TITLES[: draw(st.integers(0, 2))]]
    return Made([*titles, *draw(header_rows(heading)), *rows], filled + len(titles), unknown)


@st.composite
def header_rows(draw: st.DrawFn, heading: list[object]) -> list[list[object]]:
    """Draw the headings in one row, or in two, in either order."""
    if draw(st.booleans()):
        return [heading]
    split = draw(st.integers(5, 25))
    left = [cell if at < split else "" for at, cell in enumerate(heading)]
    right = ["" if at < split else cell for at, cell in enumerate(heading)]
    return [left, right] if draw(st.booleans()) else [right, left]


def counted(report: ImportReport) -> int:
    good = report.accepted + report.updated + report.unchanged + report.repeated
    return good + len(report.refused) + len(report.left_out)


@settings(max_examples=25)  # each example starts three processes
@given(tables(), st.lists(st.sampled_from(OTHER_SHEETS), max_size=2, unique=True), st.data())
def test_every_row_of_a_workbook_is_accounted_for(
    desktop: Desktop, own_home: Path, made: Made, others: list[str], data: st.DataObject
) -> None:
    sheets = {"first": table_xml(made.table)}
    present, unknown = made.filled, list(made.unknown)
    for name in others:
        more = data.draw(tables(100)) if "orders" in name else Made([["یادداشت"], ["متن"]], 2)
        sheets[name] = table_xml(more.table)
        if name == "orders":
            present += more.filled
            unknown += more.unknown
    states = {name: "hidden" for name in others if "hidden" in name}
    report = import_orders(desktop, write_parts(own_home / "a.xlsx", sheets, states=states), dry_run=True)
    assert counted(report) == report.present == present
    assert {note.name for note in report.left_out_sheets} == {name for name in others if name != "orders"}
    assert set(unknown) <= set(report.unknown_columns)


@settings(max_examples=40)
@given(tables(), st.lists(st.integers(0, 2**16), max_size=3), st.booleans())
def test_every_row_of_a_text_table_is_accounted_for_or_the_file_is_refused(
    desktop: Desktop, own_home: Path, made: Made, quotes: list[int], is_at_edges: bool
) -> None:
    text = text_of(own_home / "a.csv", made.table)
    for quote in quotes:
        edges = [at for at in range(len(text)) if is_edge(text, at)] if is_at_edges else range(len(text))
        at = edges[quote % len(edges)]
        text = f'{text[:at]}"{text[at:]}'
    path = own_home / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        report = import_orders(desktop, path, dry_run=True)
    except Refusal:
        assert quotes
        return
    assert counted(report) == report.present == made.filled + filled_by_quotes(text)


def text_of(path: Path, table: list[list[object]]) -> str:
    """Return a table as the text of a file; a text has no formulas, so cells that are one are empty."""
    plain = [["" if str(cell).startswith("<c") else cell for cell in row] for row in table]
    return write_csv(path, plain).read_bytes().decode()


def is_edge(text: str, at: int) -> bool:
    """Return whether a quotation mark at this place opens or closes a whole cell."""
    return at == 0 or text[at] in ",\r\n" or text[at - 1] in ",\n"


def filled_by_quotes(text: str) -> int:
    """Return how many rows of nothing but separators got a filled cell from quotation marks around separators."""
    return sum('"' in line and not line.strip(',"') for line in text.split("\r\n"))


@pytest.mark.parametrize(("opened", "closed"), [(39, 0), (35, 10), (37, 37), (27, 6), (6, 27), (0, 39)])
@pytest.mark.parametrize("swallowed", [1, 2])
def test_quotes_from_a_heading_into_a_row_are_refused(
    desktop: Desktop, tmp_path: Path, opened: int, closed: int, swallowed: int
) -> None:
    table = [[cell or "x" for cell in row] for row in as_table([a_row(n) for n in range(1, 6)])]
    lines = text_of(tmp_path / "a.csv", table).split("\r\n")
    lines[0] = quoted_at(lines[0], opened, is_before=True)
    lines[swallowed] = quoted_at(lines[swallowed], closed, is_before=False)
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    with pytest.raises(Refusal, match=r"import_(quote_open|header_unknown)"):
        import_orders(desktop, path, dry_run=True)


def quoted_at(line: str, at: int, *, is_before: bool) -> str:
    """Return the line with a quotation mark before or after one of its cells."""
    cells = line.split(",")
    cells[at] = f'"{cells[at]}' if is_before else f'{cells[at]}"'
    return ",".join(cells)


@pytest.mark.parametrize("title", [[], ["گزارش\nفروردین"], ["گزارش\nفروردین, اردیبهشت", *[""] * (len(FIELDS) - 1)]])
def test_headings_and_titles_of_several_lines_are_read(desktop: Desktop, tmp_path: Path, title: list[object]) -> None:
    heading, *rows = as_table([a_row(n) for n in range(1, 4)])
    heading = [str(cell).replace(" ", "\n") for cell in heading]
    path = write_csv(tmp_path / "a.csv", [*([title] if title else []), heading, *rows])
    report = import_orders(desktop, path, dry_run=True)
    assert (report.accepted, counted(report)) == (3, 3 + bool(title))


def test_row_that_is_forgotten_breaks_the_sum(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: without the names of rows that are no orders the sum is too small."""
    table = [*as_table([a_row(1)]), ["جمع کل", 5]]
    path = write_parts(tmp_path / "a.xlsx", {"s": table_xml(table)})
    assert counted(import_orders(desktop, path, dry_run=True)) == 2
    monkeypatch.setattr(Tally, "_leave_out", lambda *_: None)
    assert counted(import_orders(desktop, path, dry_run=True)) == 1
