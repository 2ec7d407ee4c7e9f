"""Pagination: no single lines, repeated table heads, no heading at the foot, the tail on the last page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, Spacer, heading, paragraph
from dealer_app.documents.typesetting.blocks.table import Cell, Table, cell, label_cell
from dealer_app.documents.typesetting.flow import paginate
from dealer_app.domain.errors import Refusal

WIDTH = 300.0
LONG = "با سلام و احترام به آگاهی می‌رساند خودروی سفارش شما آمادهٔ تخصیص است. "


@given(st.integers(1, 40), st.floats(60, 400), st.floats(0, 55))
def test_split_paragraph_leaves_no_single_line(times: int, room: float, above: float) -> None:
    whole = paragraph(LONG * times)
    count = len(whole.at(WIDTH))
    pages = paginate([Spacer(above, gap=0), whole], WIDTH, room)
    parts = [placed.block for page in pages for placed in page if isinstance(placed.block, Paragraph)]
    lines = [len(part.at(WIDTH)) for part in parts]
    assert sum(lines) == count
    assert count == 1 or min(lines) >= 2 or count == 3
    for page in pages:
        for placed in page:
            assert placed.drop + placed.block.height(WIDTH) <= room + 0.01


def test_table_repeats_its_head_on_every_page_and_keeps_every_row() -> None:
    rows = tuple((cell(f"سطر {number}"), cell("۱٬۰۰۰")) for number in range(60))
    head = label_cell("شرح"), label_cell("مبلغ")
    pages = paginate([Table((3, 1), (head, *rows), heads=1)], WIDTH, 300)
    tables = [placed.block for page in pages for placed in page]
    assert len(tables) > 3
    kept: list[tuple[Cell, ...]] = []
    for table in tables:
        assert isinstance(table, Table)
        assert table.rows[0] == head
        kept += table.rows[1:]
    assert tuple(kept) == rows


def test_heading_moves_to_the_next_page_with_its_paragraph() -> None:
    blocks: list[Block] = [Spacer(80, gap=0), heading("مدارک لازم"), paragraph(LONG * 2)]
    pages = paginate(blocks, WIDTH, 105)
    assert len(pages[0]) == 1


@given(st.integers(0, 12), st.floats(20, 150))
def test_tail_fits_on_the_last_page(count: int, tail: float) -> None:
    pages = paginate([Spacer(30) for _ in range(count)], WIDTH, 200, tail)
    end = max((placed.drop + placed.block.height(WIDTH) for placed in pages[-1]), default=0)
    assert end + tail <= 200
    assert sum(map(len, pages)) == count


def test_block_higher_than_a_page_is_refused() -> None:
    with pytest.raises(Refusal, match="paper_too_long"):
        paginate([Spacer(500)], WIDTH, 200)
