"""Free text on paper: what is written from left to right is seen so, wherever it stands in a Persian sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealer_app.documents import wording
from dealer_app.documents.registration import render_registration
from dealer_app.documents.typesetting.bidi import FSI, LRI, PDI, RTL, resolve, visual_order
from dealer_app.documents.typesetting.composing import compose
from dealer_app.documents.typesetting.ink import BODY, as_runs
from dealer_app.domain.persian import ascii_digits
from tests.documents.factories import a_registration, a_stamp, some_fields
from tests.documents.reading import lines_of

SAMPLES = json.loads((Path(__file__).parents[1] / "data/bugs/32-free-text-on-paper.json").read_text())["cases"]
TOKENS = (
    "ali.r@example.com",
    "+989121234567",
    "+98-912-1234567",
    "(021) 88776655",
    "0912 123 4567",
    "6037 9911 9950 0590",
    "-5",
    "+5",
    "2606\\50001",
    "www.kmc.ir",
    "https://kmc.ir/a?b=1&c=2",
    "X55 PRO+",
    "12 X55",
    "1403 - 1405",
    "*10*3#",
    "A&B-12",
    "#12",
    "12%",
    "1:30",
    "3/4",
    "{a} [b]",
    "No. 5, Valiasr St.",
)


def seen(text: str) -> str:
    """Return what a line of ``text`` on paper shows from left to right, with Latin digits, without bidi controls."""
    shown = wording.text(text)
    bidi = resolve(shown, RTL)
    order = visual_order(bidi.line(0, len(shown)))
    return ascii_digits("".join(shown[at] for at in order if shown[at] not in {LRI, PDI, FSI}))


@pytest.mark.parametrize("case", SAMPLES, ids=lambda case: case["token"])
def test_sample_is_seen_as_it_is_written(case: dict[str, str]) -> None:
    assert case["token"] in seen(case["text"])


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("text", ["{}", "کلمه {} است", "{} است", "کلمه {}", "کلمه «{}» است", "کلمه، {}، کلمه"])
def test_token_is_seen_as_it_is_written(token: str, text: str) -> None:
    assert token.rstrip(".") in seen(text.format(token))


pieces = st.text(st.sampled_from("aZ09bx7"), min_size=1, max_size=5)
inner = st.sampled_from(["-", "/", ".", "@", "+", "&", "*", "\\", "_", " ", " - ", "=", "#", ":"])
tokens = st.tuples(
    st.sampled_from(["", "+", "-", "*", "#", "@"]),
    pieces,
    st.lists(st.tuples(inner, pieces), max_size=4).map(lambda pairs: "".join(map("".join, pairs))),
    st.sampled_from(["", "+", "*", "#", "%"]),
).map("".join)
persian = st.sampled_from(["خیابان", "پلاک", "واحد", "تلفن", "است", "ایمیل"])


@given(tokens, persian, persian)
@example("-5", "دما", "درجه")
def test_any_token_between_persian_words_keeps_its_order(token: str, before: str, after: str) -> None:
    assert token in seen(f"{before} {token} {after}")


anything = st.text(st.sampled_from([*"aZ 09+-*/\\.,:;@#%&()[]<>«»؟،", "ا", "ب", "۵", "\n"]), max_size=25)


@given(anything)
@example("(5")
@example("تهران-5")
def test_no_character_is_lost_or_moved(text: str) -> None:
    shown = wording.text(text)
    assert ascii_digits(shown.translate({ord(mark): None for mark in (LRI, FSI, PDI)})) == ascii_digits(text)
    assert shown.count(PDI) == shown.count(LRI) + shown.count(FSI)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("لیست 12, 15 و 20", "20 و 15 ,12 تسیل"),
        ("1- نام", "مان -1"),
        ("شهر-5", "5-رهش"),
        ("پلاک 5.", ".5 کالپ"),
        ("(پلاک 5)", ")5 کالپ("),
    ],
)
def test_signs_of_the_sentence_stay_in_persian_order(text: str, order: str) -> None:
    assert seen(text) == order


def test_long_latin_text_breaks_at_its_spaces() -> None:
    address = "No. 5, Second floor, Valiasr Street, Tehran, Islamic Republic of Iran, Postal code 12345"
    lines = compose(as_runs(wording.text(address)), BODY, 200.0)
    assert len(lines) > 1
    for line in lines:
        text = "".join(piece.text for piece in line.pieces)
        assert all(word in address for word in text.replace("\u200f", " ").split())


def test_note_keeps_its_lines_on_paper() -> None:
    paper = render_registration(a_registration(fields=some_fields(note="سطر یک\nسطر دو 0912 123 4567")), a_stamp())
    lines = [line for line in lines_of(paper) if "سطر" in line]
    assert ["یک" in line for line in lines] == [True, False]
    assert "۰۹۱۲ ۱۲۳ ۴۵۶۷" in lines[1]
