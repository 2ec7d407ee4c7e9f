"""Every entrance of text cleans it: no sign without a picture, no control sign, no markup in a name."""

import unicodedata
from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.persian import clean_name, clean_text, normalise
from dealer_app.domain.registration import normalise_fields
from dealer_app.services.imports.cells import read_name, read_text

SEEN_FORMAT_SIGNS = {*map(chr, range(0x600, 0x606)), *"\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"}
"""Signs of the category «format» that have a picture, such as the sign of a year."""
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
TEXTS = ("given_name", "family_name", "father_name", "birth_place", "city", "address", "job", "workplace")
NAMES = tuple(name for name in TEXTS if name != "address")

SIGNS = [*OVERRIDES, *"\0<>\x9f\ufeff\ufffe\ud800\u200cعa "]
anything = st.text(st.characters(exclude_categories=()), max_size=40) | st.text(st.sampled_from(SIGNS), max_size=30)


def _typed(name: str) -> Callable[[str], str]:
    """Return the entrance of a field of the form: what is stored for a typed or pasted text."""

    def stored(text: str) -> str:
        fields = replace(CustomerFields(), **{name: text})  # type: ignore[arg-type]
        value = getattr(normalise_fields(fields), name)
        assert isinstance(value, str)
        return value

    return stored


@pytest.mark.parametrize("clean", [clean_text, clean_name, read_text, read_name, *map(_typed, TEXTS)])
@given(anything)
@example(f"<b>{OVERRIDES}علی\0</b>\u200c")
@example("\ud83d")
def test_nothing_unseen_is_stored(clean: Callable[[str], str], text: str) -> None:
    stored = clean(text)
    assert not [hex(ord(sign)) for sign in stored if _is_unseen(sign)]
    assert stored == clean(stored) == stored.strip()
    stored.encode()


@pytest.mark.parametrize("clean", [clean_name, read_name, *map(_typed, NAMES)])
@given(anything)
def test_no_name_has_markup(clean: Callable[[str], str], text: str) -> None:
    assert not {"<", ">"} & set(clean(text))


@given(anything)
def test_unseen_signs_do_not_hide_a_name_from_the_search(text: str) -> None:
    hidden = "".join(sign for sign in text if _is_unseen(sign) and unicodedata.category(sign) != "Cc")
    assert normalise(f"ع{hidden}لی") == normalise("علی")


@pytest.mark.parametrize("name", ["<>", OVERRIDES, "\0", "\u3164"])
def test_name_of_nothing_seen_is_empty(name: str) -> None:
    assert clean_name(name) == ""


def test_text_may_compare() -> None:
    assert clean_text("قیمت < ۵ میلیون") == "قیمت < ۵ میلیون"
    assert _typed("note")("a < b") == "a < b"


@given(anything)
def test_lines_of_a_note_are_kept(text: str) -> None:
    stored = _typed("note")(text)
    assert stored == _typed("note")(stored)
    assert not [hex(ord(sign)) for sign in stored if sign != "\n" and _is_unseen(sign)]
    assert "\n\n\n" not in stored
    assert [line for line in stored.split("\n") if line] == [
        line for line in map(clean_text, text.replace("\r", "\n").replace("\x85", "\n").split("\n")) if line
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_every_line_break_of_a_note_is_one(end: str) -> None:
    assert _typed("note")(f"سطر یک{end}سطر دو{end}") == "سطر یک\nسطر دو"


def test_every_text_field_of_a_customer_is_an_entrance() -> None:
    known = {
        *TEXTS,
        "note",
        "kind",
        "birth_on",
        "is_sheba_own",
        "gender",
        "province",
        "education",
        "representative_name",
    }
    known |= {"representative_name"}
    codes = {"national_code", "representative_national_code", "passport_number", "birth_certificate_number"}
    codes |= {"mobile", "landline", "work_phone", "postal_code", "sheba"}
    assert {field.name for field in fields_of(CustomerFields)} == known | codes


def _is_unseen(sign: str) -> bool:
    if sign == "\u200c" or sign in SEEN_FORMAT_SIGNS:
        return False
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or sign in "\u3164\u115f\u1160\uffa0\u034f\ufe0f"
