"""Line breaking: no text is lost, no line is too wide, codes are not broken, missing glyphs are reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.documents.typesetting.bidi import LRI, PDI
from dealer_app.documents.typesetting.blocks.paragraph import paragraph
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.composing import Line, compose
from dealer_app.documents.typesetting.cutting import RLM
from dealer_app.documents.typesetting.ink import BODY, Run, Style, bold
from dealer_app.domain.errors import FieldError, sentence
from tests.documents.factories import an_invitation, some_fields

WORD = st.text(st.sampled_from([*"ابپتکگلمنوهی۱۲۳٬/ABC123(-)«»،.", "\u0654", "\u200c"]), min_size=1, max_size=12)
TEXT = st.lists(WORD, min_size=1, max_size=25).map(" ".join)


def logical(lines: tuple[Line, ...]) -> list[str]:
    """Return every character of the lines except spaces, sorted."""
    return sorted(char for line in lines for piece in line.pieces for char in piece.text if char not in (" ", RLM))


@given(TEXT, st.floats(30, 600))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = compose((Run(text),), BODY, width)
    assert logical(lines) == sorted(text.replace(" ", ""))
    assert all(line.width <= width + 0.01 for line in lines)
    assert [line.is_last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(TEXT, TEXT, st.floats(60, 600))
def test_change_of_weight_loses_nothing(plain: str, strong: str, width: float) -> None:
    lines = compose((Run(plain), bold(f" {strong}")), BODY, width)
    assert logical(lines) == sorted((plain + strong).replace(" ", ""))


@given(TEXT)
def test_words_keep_their_order_over_the_lines(text: str) -> None:
    wide, narrow = (compose((Run(text),), BODY, width) for width in (float("inf"), 80.0))
    assert len(wide) == 1
    assert logical(wide) == logical(narrow)


def test_code_is_not_broken_at_its_spaces() -> None:
    code = "IR82 0540 1026 8002 0817 9090 02"
    lines = compose((Run(f"شبای متقاضی که باید به نام خود او باشد {LRI}{code}{PDI} است"),), BODY, 200)
    drawn = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert any(code in line for line in drawn)


def test_word_wider_than_the_line_is_split_but_keeps_its_marks() -> None:
    lines = compose((Run("خانهٔ" * 30),), BODY, 60)
    assert len(lines) > 5
    for line in lines:
        last = line.pieces[-1].text
        assert not last.startswith("\u0654")


def test_line_break_in_the_text_begins_a_new_line() -> None:
    assert len(compose((Run("یک\nدو\nسه"),), BODY, 500)) == 3


def test_justified_line_is_widened_only_at_its_spaces() -> None:
    text = paragraph("با سلام و احترام به آگاهی می‌رساند " * 8, Style(align="justify"))
    first = text.at(300)[0]
    assert first.space_count > 3
    assert first.width < 300


@pytest.mark.parametrize(("char", "code"), [("漢", "U+6F22"), ("😀", "U+1F600"), ("\u0915", "U+0915")])
def test_refusal_of_a_missing_letter_names_the_letter_and_the_field(char: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_glyphs(an_invitation(customer_name=f"زهرا {char}"))
    assert caught.value.field == "customer_name"
    assert sentence(caught.value) == f"نویسهٔ «{char}» ({code}) در نام مشتری با قلم نامه‌ها چاپ نمی‌شود؛ آن را درست کنید."


def test_missing_letter_in_nested_facts_is_reported() -> None:
    with pytest.raises(FieldError) as caught:
        check_glyphs(some_fields(address="کوچهٔ 漢"))
    assert caught.value.field == "address"


def test_missing_letter_is_refused_and_not_drawn_as_a_box() -> None:
    with pytest.raises(FieldError, match="paper_glyph_missing"):
        compose((Run("漢"),), BODY, 100)
