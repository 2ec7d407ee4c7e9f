"""Hypothesis strategies for typed digits: the scripts and stray marks that every field must accept."""

from hypothesis import strategies as st

_LATIN_DIGITS = range(ord("0"), ord("9") + 1)
PERSIAN = dict(zip(_LATIN_DIGITS, "۰۱۲۳۴۵۶۷۸۹", strict=True))
ARABIC = dict(zip(_LATIN_DIGITS, "٠١٢٣٤٥٦٧٨٩", strict=True))
LATIN: dict[int, str] = {}

scripts = st.sampled_from([LATIN, PERSIAN, ARABIC])
strays = st.sampled_from(["", " ", "-", "\u200f", "\u200c", "\u00a0"])


@st.composite
def typed(draw: st.DrawFn, digits: str) -> str:
    """Draw one way in which a person or a spreadsheet writes ``digits``."""
    script, stray = draw(scripts), draw(strays)
    at = draw(st.integers(0, len(digits)))
    return (digits[:at] + stray + digits[at:]).translate(script)


def with_digit(digits: str, at: int, digit: str) -> str:
    """Return ``digits`` with the digit at ``at`` replaced."""
    return digits[:at] + digit + digits[at + 1 :]


def digit_strings(length: int) -> st.SearchStrategy[str]:
    """Draw ``length`` ASCII digits."""
    return st.text("0123456789", min_size=length, max_size=length)
