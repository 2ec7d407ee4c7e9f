"""The bidirectional algorithm, compared with every case of Unicode's test file and checked by its rules."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.documents.typesetting.bidi import FSI, LRI, LTR, PDI, RLI, RTL, resolve, visual_order
from dealer_app.documents.typesetting.bidi.brackets import CLOSING, OPENING

UNICODE = Path("/usr/share/unicode")
BASES = {"0": LTR, "1": RTL, "2": None}


def unicode_lines(name: str) -> list[list[str]]:
    """Return the data lines of a file of the Unicode Character Database, split at semicolons."""
    path = UNICODE / name
    if not path.exists():
        pytest.fail(f"{path} is missing: install the Debian package unicode-data")
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [[part.strip() for part in line.split(";")] for line in lines if line]


def shown(text: str, base: int | None = RTL) -> str:
    """Return ``text`` in visual order from left to right, without mirrored brackets."""
    bidi = resolve(text, base)
    return "".join(text[at] for at in visual_order(bidi.line(0, len(text))))


def test_every_case_of_unicode_has_the_specified_order() -> None:
    wrong, count = [], 0
    for codes, direction, base, levels, order in unicode_lines("BidiCharacterTest.txt"):
        text = "".join(chr(int(code, 16)) for code in codes.split())
        bidi = resolve.__wrapped__(text, BASES[direction])
        found = bidi.line(0, len(text))
        names = " ".join("x" if level < 0 else str(level) for level in found)
        if (bidi.base, names, visual_order(found)) != (int(base), levels, [int(at) for at in order.split()]):
            wrong.append((codes, direction, levels, names))
        count += 1
    assert not wrong[:5]
    assert count > 90_000


def test_bracket_table_equals_the_table_of_unicode() -> None:
    rows = unicode_lines("BidiBrackets.txt")
    pairs = {chr(int(row[0], 16)): chr(int(row[1], 16)) for row in rows}
    assert pairs == OPENING | CLOSING


@pytest.mark.parametrize("code", ["12-345/A", "R2606100412", "LVTDB21B5ND123456", "۰۲۱-۸۸۷۷۶۶۵۵", "IR82 0540 1026"])
def test_isolated_code_is_never_reversed(code: str) -> None:
    assert code in shown(f"سلام {LRI}{code}{PDI} پایان")
    assert code in shown(f"{LRI}{code}{PDI}")


def test_persian_runs_right_to_left_and_its_numbers_left_to_right() -> None:
    assert shown("ماندهٔ ۴٬۸۶۴٬۰۰۰ ریال") == "لایر ۴٬۸۶۴٬۰۰۰ ٔهدنام"


ANY = st.text(
    st.sampled_from([*"aZ ۱۲٬1/-+%()[]«»\t", "ا", "ب", "ش", "\u0654", "\u200c", FSI, LRI, RLI, PDI, "\u202b", "\u202c"])
)


@given(ANY, st.sampled_from([LTR, RTL, None]))
def test_order_is_a_permutation_of_the_drawn_characters(text: str, base: int | None) -> None:
    bidi = resolve(text, base)
    levels = bidi.line(0, len(text))
    drawn = [at for at, level in enumerate(levels) if level >= 0]
    assert sorted(visual_order(levels)) == drawn
    assert all(level >= bidi.base for level in levels if level >= 0)


@given(ANY)
def test_isolate_is_neutral_to_its_surroundings(inner: str) -> None:
    closed = inner.translate({ord(char): None for char in (FSI, LRI, RLI, PDI)})
    outer = shown(f"اب {LRI}{closed}{PDI} پت")
    assert outer.startswith("تپ ")
    assert outer.endswith(" با")
