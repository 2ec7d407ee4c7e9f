"""The words beside the square code stand clear of their neighbours on every paper, also under the longest names.

Measured on the finished paper: the places of the words from poppler, the ink around them from pdfium.
"""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from dealer_app.documents.invitation import render_invitation
from dealer_app.documents.parts import LABEL
from dealer_app.documents.receipt import render_receipt
from dealer_app.documents.registration import render_registration
from dealer_app.documents.slips import render_slips
from dealer_app.domain.ids import Rial
from dealer_app.domain.settings import DealershipSettings
from resources.texts import papers as words
from tests.documents.factories import DEALERSHIP, LONG_NAME, a_bill, a_receipt, a_registration, a_stamp, an_invitation
from tests.documents.reading import codes_on, page_count, picture

DPI = 144
EDGE = 14.0  # points of a page on which no printer prints
CLEAR = 2.0  # points of white around the note
_WORD = re.compile('<word xMin="([\\d.]+)" yMin="([\\d.]+)" xMax="([\\d.]+)" yMax="([\\d.]+)">(.*?)</word>')
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PERSIAN = re.compile("[\u0621-\u06cc]")
NAMES = (DEALERSHIP.name, f"{LONG_NAME} و {LONG_NAME}", "W" * 100, "ی" * 200)


MORE_PAGES = {"letter", "registration"}  # slips and receipts stay on one page


class Box(NamedTuple):
    """A word and its place on a page: points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def _bill(home: DealershipSettings) -> bytes:
    parts = {"part": 1, "parts": 12, "total": Rial(10**15), "remainder": Rial(999), "dealership": home}
    return render_slips((a_bill(**parts),), a_stamp(copy_number=2))


PAPERS: dict[str, tuple[str, Callable[[DealershipSettings], bytes]]] = {
    "letter": (
        words.AUTHENTIC_HINT,
        lambda home: render_invitation(an_invitation(dealership=home), a_stamp(copy_number=2)),
    ),
    "slip": (words.SLIP_HINT, lambda home: render_slips((a_bill(dealership=home),), a_stamp())),
    "slip of many": (words.SLIP_HINT, _bill),
    "narrow slip": (
        words.SLIP_HINT,
        lambda home: render_slips((a_bill(dealership=home, symbology="itf"),), a_stamp()),
    ),
    "receipt": (
        words.AUTHENTIC_HINT,
        lambda home: render_receipt(a_receipt(dealership=home), a_stamp(copy_number=2)),
    ),
    "registration": (
        words.APPLICANT_SIGNATURE,
        lambda home: render_registration(a_registration(dealership=home), a_stamp(copy_number=2)),
    ),
}


def _boxes(pdf: bytes, page: int) -> list[Box]:
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    rows = [(row[:4], _MARKS.sub("", row[4])) for row in _WORD.findall(found)]
    return [
        Box(float(left), float(top), float(right), float(bottom), text[::-1] if _PERSIAN.search(text) else text)
        for (left, top, right, bottom), text in rows  # poppler gives the letters of a place from left to right
    ]


def _overlap(one: Box, other: Box) -> bool:
    """Return whether two words share room; the lines of a face may touch by a tenth of a point."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.5 and down > 0.4 * min(one.bottom - one.top, other.bottom - other.top)


def faults(pdf: bytes, note: str) -> list[str]:
    """Return what is wrong around ``note`` on the last page: missing words, overlaps, edges, ink too near."""
    page = page_count(pdf)
    image = picture(pdf, DPI, page - 1).convert("L")
    scale, whole = DPI / 72, _boxes(pdf, page)
    wanted = [word.strip(".،") for word in note.split()]
    own = [box for box in whole if box.text.strip(".،") in wanted and box.top > image.height / scale / 2]
    found = [f"missing {word}" for word in wanted if word not in {box.text.strip(".،") for box in own}]
    found += [
        f"{box.text} over {other.text}" for box in own for other in whole if box != other and _overlap(box, other)
    ]
    room = EDGE, EDGE, image.width / scale - EDGE, image.height / scale - EDGE
    found += [
        f"{box.text} at the edge"
        for box in own
        if box.left < room[0] or box.top < room[1] or box.right > room[2] or box.bottom > room[3]
    ]
    for box in own:  # no stroke, module or box touches the sides of a word
        for left in (box.left - CLEAR / 2, box.right):
            side = (left, box.top + 2, left + CLEAR / 2, box.bottom - 2)
            crop = image.crop(tuple(round(value * scale) for value in side))  # type: ignore[arg-type] # four values
            if int(crop.getextrema()[0]) < 128:  # type: ignore[arg-type]
                found.append(f"ink beside {box.text}")
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_note_beside_the_square_code_is_clear(name: str) -> None:
    note, render = PAPERS[name]
    for home in NAMES:
        pdf = render(replace(DEALERSHIP, name=home))
        assert page_count(pdf) == 1 or name in MORE_PAGES, home[:5]
        assert faults(pdf, note) == [], home[:5]
    assert "QRCode" in codes_on(pdf, 200, page_count(pdf) - 1)


def test_a_note_that_runs_into_itself_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: lines set too close, and words that miss, are found."""
    monkeypatch.setattr("dealer_app.documents.receipt.LABEL", LABEL.but(leading=0.4))
    pdf = render_receipt(a_receipt(), a_stamp())
    assert any(" over " in fault for fault in faults(pdf, words.AUTHENTIC_HINT))
    assert faults(pdf, "هیچکجا") == ["missing هیچکجا"]
