"""Place blocks on pages from top to bottom; split blocks that allow it, and keep headings with what follows."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.domain.errors import Refusal


class Placed(NamedTuple):
    """A block and its distance in points from the top of the page's text area."""

    block: Block
    drop: float


def paginate(blocks: Iterable[Block], width: float, room: float, tail: float = 0) -> list[list[Placed]]:
    """Place blocks on pages of ``room`` points; the last page keeps ``tail`` points free at its foot.

    Raises Refusal ``paper_too_long`` for a block that no page can hold.
    """
    queue = deque(blocks)
    pages: list[list[Placed]] = [[]]
    drop = 0.0
    while queue:
        block = queue.popleft()
        if drop + _wanted(block, queue, width) <= room:
            pages[-1].append(Placed(block, drop))
            drop += block.height(width) + block.gap
            continue
        parts = block.split(width, room - drop)
        if parts:
            pages[-1].append(Placed(parts[0], drop))
            queue.appendleft(parts[1])
        elif pages[-1]:
            queue.appendleft(block)
        else:
            raise Refusal("paper_too_long")
        pages.append([])
        drop = 0.0
    return _with_tail(pages, width, room, tail)


def _wanted(block: Block, following: deque[Block], width: float) -> float:
    """Return the height that a block needs, including the start of the next block if it is kept with it."""
    wanted = block.height(width)
    if block.is_kept_with_next and following:
        wanted += block.gap + following[0].least_height(width)
    return wanted


def _with_tail(pages: list[list[Placed]], width: float, room: float, tail: float) -> list[list[Placed]]:
    """Make room for the tail: if the last page has none, move its last blocks to a new page."""
    last = pages[-1]
    end = max((placed.drop + placed.block.height(width) for placed in last), default=0)
    if end + tail <= room or len(last) <= 1:
        return pages if end + tail <= room else [*pages, []]
    cut = len(last) - 1
    while cut > 1 and last[cut - 1].block.is_kept_with_next:
        cut -= 1
    start = last[cut].drop
    return [*pages[:-1], last[:cut], [Placed(block, drop - start) for block, drop in last[cut:]]]
