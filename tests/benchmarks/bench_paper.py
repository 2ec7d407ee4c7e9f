"""Letters: measure CPU time per page in a batch of 200; baselines are fpdf2 and weasyprint with Persian shaping.

Each maker runs in its own process, so that peak memory is its own. CPU time is compared, not wall-clock time.
The baselines omit barcodes, the square code, the logo and the frames; they set every word of our letter in the same
font and sizes. The floor draws the glyphs of our own letter without layout (``paper_floor``).
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from dealer_app.documents.wording import day, grouped, latin, persian, rial
from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import rial_in_words
from dealer_app.domain.papers.papers import InvitationDetails, PaperItem
from dealer_app.domain.persian import persian_digits
from resources.texts import papers as words
from tests.benchmarks.paper_floor import ours_and_floor
from tests.benchmarks.ratios import Ratio, peak_memory_mb, show, show_rounds
from tests.documents.factories import a_bill, a_stamp, an_invitation

PAGES = 200
ROUNDS = 5
FLOOR = "floor"
ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
GIVEN = [
    "زهرا",
    "مریم",
    "فاطمه",
    "علی",
    "رضا",
    "محمدحسین",
    "سارا",
    "نرگس",
    "کامران",
    "امیرعلی",
    "پریسا",
    "ژاله",
    "گیتی",
    "چنگیز",
]
FAMILY = [
    "نوری\u200cفر",
    "کریمی",
    "حسینی\u200cنژاد",
    "رضایی",
    "موسوی\u200cزاده",
    "احمدی",
    "قاسم\u200cپور",
    "ظریفی",
    "خدابنده\u200cلو",
    "صالحی",
    "عطایی",
]
CARS = ("کی‌ام‌سی J7", "کی‌ام‌سی T8", "جک J4", "کی‌ام‌سی ایگل", "جک S5")
COLORS = ("سفید", "مشکی", "خاکستری", "نقره‌ای")


def letters() -> list[InvitationDetails]:
    """Return 200 letters that differ in the same fields as a real batch."""
    dice = random.Random(1405)
    return [_letter(dice, number) for number in range(PAGES)]


def _letter(dice: random.Random, number: int) -> InvitationDetails:
    price = dice.randrange(8_000, 30_000) * 1_000_000
    received, profit = price // 10 * dice.randrange(4, 8), price // 100 * dice.randrange(1, 9)
    amount = Rial((price - received - profit) // 1000 * 1000)
    bill = a_bill(amount=amount, total=amount, payment_id=str(dice.randrange(10**8, 10**9)))
    return an_invitation(
        number=f"1405/2606/{number:05}",
        customer_name=f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        national_code=str(dice.randrange(10**9, 10**10)),
        request_number=f"R26061{dice.randrange(10**5):05}",
        contract_number=f"2606/{dice.randrange(10**5):05}",
        car=dice.choice(CARS),
        color=dice.choice(COLORS),
        lines=(
            PaperItem("قیمت مصوب", Rial(price)),
            PaperItem("پیش‌پرداخت و واریزهای پیشین", Rial(-received)),
            PaperItem("سود مشارکت", Rial(-profit)),
        ),
        amount=amount,
        bills=(bill,),
    )


def paragraphs(letter: InvitationDetails) -> Iterator[tuple[str, float, bool]]:
    """Yield the paragraphs of a letter as (text, size, is bold)."""
    home, bill = letter.dealership, letter.bills[0]
    yield f"نمایندگی {persian_digits(home.code)} · {home.name} (نمونه)", 13.5, True
    yield f"{persian_digits(home.address)} · تلفن {persian(home.phone)} · {persian_digits(home.hours)}", 8.4, False
    yield f"شماره: {latin(letter.number)}", 9, False
    yield f"تاریخ: {day(letter.issued_on)}", 9, False
    yield "پیوست: قبض", 9, False
    yield words.IN_GOD, 8.6, False
    yield words.LETTER_TITLES[letter.kind], 14.5, True
    yield f"{letter.honorific} {letter.customer_name} (کد ملی {persian(letter.national_code)})", 10.5, True
    until = format_jalali_long(letter.pay_by_on) if letter.pay_by_on else ""
    following = words.FOLLOWING_CONTRACT.format(contract=latin(letter.contract_number))
    request = words.OF_REQUEST.format(request=latin(letter.request_number))
    body = (words.GREETING, following, " ", request, words.INFORM, letter.car, words.READY_TO_ALLOT)
    yield "".join((*body, words.PLEASE_PAY_UNTIL, until, words.WITH_BILL, words.AFTER_DEADLINE)), 10.5, False
    yield words.AMOUNT_DUE, 8.6, False
    yield rial(letter.amount), 15.5, True
    yield f"{rial_in_words(letter.amount)} {words.RIAL}", 10.5, False
    yield words.PAY_UNTIL, 8.6, False
    yield until, 13, True
    yield f"{words.BILL_ID}: {grouped(bill.bill_id)}", 10.5, False
    yield f"{words.PAYMENT_ID}: {grouped(bill.payment_id)}", 10.5, False
    yield words.WHERE_TO_PAY, 8.6, False
    yield words.DOCUMENTS, 11, True
    for number, text in enumerate(letter.documents_to_bring, 1):
        yield f"{persian_digits(str(number))}. {text}", 9.8, False
    yield words.STAMP_AND_SIGNATURE, 9, False
    yield words.AUTHENTIC, 8.6, True
    yield words.AUTHENTIC_HINT, 8.6, False
    yield "چاپ: سمیه کریمی · پیشخوان ۲ · ۱۴۰۵/۰۹/۰۱ ۱۰:۳۸", 8.2, False
    yield "صفحهٔ ۱ از ۱", 8.2, False


def cells(letter: InvitationDetails) -> list[list[str]]:
    """Return the words of a letter's two tables by row."""
    car = [
        [words.CAR, f"{letter.car} · {letter.color}", words.MODEL, persian(letter.model_year)],
        [words.SALE_TYPE, letter.sale_type, words.DELIVERY_DUE, day(letter.delivery_due_on)],
        [words.INVITATION_NUMBER, latin(letter.invitation_number), words.REQUEST_NUMBER, latin(letter.request_number)],
    ]
    return [
        *car,
        [words.DESCRIPTION, words.AMOUNT_IN_RIAL],
        *([line.label, rial(line.amount)] for line in letter.lines),
    ]


def make_ours(batch: list[InvitationDetails]) -> bytes:
    """Render the batch with our own code."""
    from dealer_app.documents.invitation import render_invitations

    return render_invitations((letter, a_stamp()) for letter in batch)


def make_fpdf2(batch: list[InvitationDetails]) -> bytes:
    """Render the same words with fpdf2."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("Vazirmatn", "", FONTS / "Vazirmatn-Regular.ttf")
    pdf.add_font("Vazirmatn", "B", FONTS / "Vazirmatn-Bold.ttf")
    pdf.set_font("Vazirmatn", size=10.5)
    pdf.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="fas")
    for letter in batch:
        pdf.add_page()
        for text, size, is_bold in paragraphs(letter):
            pdf.set_font("Vazirmatn", "B" if is_bold else "", size)
            pdf.multi_cell(0, size * 1.5, text, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Vazirmatn", size=9.8)
        for row in cells(letter):
            for text in reversed(row):
                pdf.cell(480 / len(row), 20, text, border=1, align="R")
            pdf.ln()
    return bytes(pdf.output())


def make_weasyprint(batch: list[InvitationDetails]) -> bytes:
    """Render the same words with weasyprint."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    face = "@font-face{{font-family:Vazirmatn;font-weight:{};src:url({})}}"
    weights = {"Regular": 400, "Bold": 700}
    faces = "".join(face.format(weights[name], (FONTS / f"Vazirmatn-{name}.ttf").as_uri()) for name in weights)
    style = (
        f"{faces}@page{{size:A4;margin:15mm}}body{{font-family:Vazirmatn;direction:rtl}}p{{margin:0 0 4pt}}"
        "table{width:100%;border-collapse:collapse;font-size:9.8pt}td{border:1px solid #b9c1ca;padding:3pt 7pt}"
        "section{break-after:page}"
    )
    pages = "".join(f"<section>{_html(letter)}</section>" for letter in batch)
    html = f"<html lang=fa dir=rtl><style>{style}</style><body>{pages}</body></html>"
    return bytes(HTML(string=html).write_pdf(font_config=FontConfiguration()))


def _html(letter: InvitationDetails) -> str:
    texts = "".join(
        f"<p style='font-size:{size}pt;font-weight:{700 if is_bold else 400}'>{escape(text)}</p>"
        for text, size, is_bold in paragraphs(letter)
    )
    rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in cells(letter))
    return f"{texts}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


MAKERS: dict[str, Callable[[list[InvitationDetails]], bytes]] = {
    "ours": make_ours,
    "fpdf2": make_fpdf2,
    "weasyprint": make_weasyprint,
}


def measure(name: str) -> None:
    """Render one page, which loads fonts and code, then the batch; print CPU ms a page, peak MB and bytes a page."""
    batch = letters()
    MAKERS[name](batch[:1])
    begun = time.process_time()
    pdf = MAKERS[name](batch)
    took = time.process_time() - begun
    assert pdf.startswith(b"%PDF")
    print(took * 1000 / PAGES, peak_memory_mb(), len(pdf) / PAGES)


def measure_floor() -> None:
    """Print CPU ms a page of our renderer and of its floor, measured in one process."""
    ours, floor = ours_and_floor([(letter, a_stamp()) for letter in letters()])
    print(ours * 1000 / PAGES, floor * 1000 / PAGES, 0)


def _run(name: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_paper", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600)
    milliseconds, megabytes, _ = map(float, done.stdout.split()[-3:])
    return milliseconds, megabytes


def main() -> None:
    """Measure all makers one after the other and print the ratios."""
    figures = {name: _run(name) for name in MAKERS}
    ours, memory = figures["ours"]
    rounds = [_run(FLOOR)[:2] for _ in range(ROUNDS)]
    show_rounds(f"letter per page, batch of {PAGES}", rounds, "ms", "≤ 2", "same glyphs without layout")
    for name, goal in (("fpdf2", "≥ 16"), ("weasyprint", "≥ 9")):
        show(
            Ratio(f"letter per page, batch of {PAGES}", ours, figures[name][0], "ms", goal, name, is_faster_wanted=True)
        )
    for name in ("fpdf2", "weasyprint"):
        show(Ratio(f"peak memory, batch of {PAGES} letters", memory, figures[name][1], "MB", "≤ 1.25", name))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == FLOOR:
        measure_floor()
    else:
        measure(sys.argv[1])
