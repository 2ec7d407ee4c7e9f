"""Test the units of amounts in headings: scaled to Rial, or refused if a heading can mean two sums."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.errors import Refusal, sentence
from dealer_app.services.imports.columns import AMOUNTS, find_field, usual_heading
from dealer_app.services.imports.rows import make_reader
from dealer_app.services.imports.sheets import list_tables
from dealer_app.services.imports.tables.choosing import choose_tables
from tests.services.imports.sheets import FIELDS, a_row, as_table, write_csv

UNITS = {
    "ریال": 1,
    "تومان": 10,
    "تومن": 10,
    "هزار ریال": 1_000,
    "هزار تومان": 10_000,
    "هزارتومان": 10_000,
    "میلیون ریال": 1_000_000,
    "میلیون\u200cتومان": 10_000_000,
    "م.ت": 10_000_000,
    "Toman": 10,
    "IRR": 1,
}
SHAPES = [
    "{} ({})",
    "{} [{}]",
    "{}({})",
    "{} - {}",
    "{}: {}",
    "{} {}",
    "{} {{{}}}",
    "{} «{}»",
    "{} به {}",
    "{} / {}",
    "{}\n({})",
]
UNCLEAR = ["هزار", "میلیون", "دلار", "$", "درصد", "٪", "ریال/تومان", "هزار دلار"]
PRICE = 10_000_000_000


def headings(shape: str, unit: str) -> dict[str, str]:
    return {field: shape.format(usual_heading(field), unit) for field in AMOUNTS}


def in_unit(factor: int) -> dict[str, object]:
    row = a_row(1)
    return row | {field: int(str(row[field])) // factor for field in AMOUNTS}


@settings(max_examples=60)
@given(st.sampled_from(sorted(UNITS)), st.sampled_from(SHAPES), st.booleans())
def test_amounts_become_rial_whatever_the_unit_and_its_brackets(
    own_home: Path, unit: str, shape: str, as_digits: bool
) -> None:
    row = in_unit(UNITS[unit])
    if as_digits:
        row["price"] = f"{row['price']:,}"
    path = write_csv(own_home / "a.csv", as_table([row], headings=headings(shape, unit)))
    table, header = choose_tables(list_tables(path)).tables[0]
    facts = [make_reader(header).read(*found) for found in table.read() if found[0] > header.row]
    assert facts[0] is not None
    assert (facts[0].order.price, facts[0].warnings) == (PRICE, ())
    assert {column.factor for column in header.columns if column.field in AMOUNTS} == {UNITS[unit]}


@pytest.mark.parametrize("unit", UNCLEAR)
@pytest.mark.parametrize("shape", ["{} ({})", "{} {}"])
def test_unit_that_can_mean_two_sums_is_refused_with_the_heading(tmp_path: Path, unit: str, shape: str) -> None:
    names = {"price": shape.format(usual_heading("price"), unit)}
    path = write_csv(tmp_path / "a.csv", as_table([a_row(1)], headings=names))
    with pytest.raises(Refusal) as caught:
        choose_tables(list_tables(path))
    assert caught.value.code in {"import_unit_unknown", "import_unit_mixed"}
    assert usual_heading("price") in sentence(caught.value)


def test_unit_of_a_title_or_of_a_row_below_counts(tmp_path: Path) -> None:
    titled: list[list[object]] = [["مبالغ به هزار ریال است"], *as_table([in_unit(1000)])]
    heading, row = as_table([in_unit(1000)])
    units: list[object] = ["(هزار ریال)" if field in AMOUNTS else "" for field in FIELDS]
    below: list[list[object]] = [heading, units, row]
    for table in (titled, below):
        header = choose_tables(list_tables(write_csv(tmp_path / "a.csv", table))).tables[0].header
        assert {column.factor for column in header.columns if column.field in AMOUNTS} == {1000}


@pytest.mark.parametrize(("remaining", "is_read"), [(550_000_000, True), (5_500_000_000, False), ("", False)])
def test_amounts_without_a_unit_beside_one_with_are_read_only_if_the_sums_say_how(
    tmp_path: Path, remaining: object, is_read: bool
) -> None:
    row = in_unit(10) | {"remaining": remaining}
    path = write_csv(tmp_path / "a.csv", as_table([row], headings={"price": "قیمت مصوب تومان"}))
    if is_read:
        header = choose_tables(list_tables(path)).tables[0].header
        assert {column.factor for column in header.columns if column.field in AMOUNTS} == {10}
    else:
        with pytest.raises(Refusal, match="import_unit_mixed"):
            choose_tables(list_tables(path))


@pytest.mark.parametrize("heading", ["نوع خودرو", "قیمت مصوب", "شماره شاسی (VIN)", "کد ملی / شناسه ملی"])
def test_heading_without_a_unit_keeps_its_field(heading: str) -> None:
    assert find_field(heading) == find_field(f" {heading} ")
    assert find_field(heading)
