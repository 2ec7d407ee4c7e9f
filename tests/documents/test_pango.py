"""Lines of the composer compared with Pango's: same text and font file, so the ink must overlap."""

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from dealer_app.documents.typesetting.blocks.paragraph import paragraph
from dealer_app.documents.typesetting.ink import Run, Style
from dealer_app.documents.typesetting.sheet import Sheet
from tests.documents.reading import picture

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SIZE, DPI, MARGIN = 24, 144, 20
EXACT = ("--hinting=none", "--hint-metrics=off", "--subpixel-positions", "--antialias=gray")
"""Options of pango-view that place glyphs by the font's metrics, without hinting for a screen."""
CLOSE = 0.75  # edges differ between two rasterisers: the same outline gives 0.82-0.88, a wrong order is below 0.6
LINES = {
    "sentence": "با سلام و احترام، پیرو قرارداد شمارهٔ",
    "lam-alef and joiner": "نمی‌شود؛ کالا، لازم، کی‌ام‌سی، خانهٔ ما",
    "marks": "مُحَمَّدِ حُسَینی، قَبْلاً",
    "brackets and quotes": "(کد ملی) «نوبت [اول]» {پایان}",
    "digits": "۱۲٬۸۰۰٬۰۰۰٬۰۰۰ ریال تا ۱۴۰۵/۰۹/۰۴",
    "mixed": "خودروی KMC J7 سفید، VIN آن LVTDB21B5ND123456",
    "code in sentence": "رسید \u206612-345/A\u2069 و تلفن \u2066۰۲۱-۸۸۷۷۶۶۵۵\u2069 است",
}


def pango(text: str, folder: Path, *, weight: str = "") -> Image.Image:
    """Return the line drawn by Pango."""
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    target = folder / "pango.png"
    command = [
        "pango-view",
        "-q",
        *EXACT,
        "--rtl",
        f"--font=Vazirmatn {weight} {SIZE}",
        f"--dpi={DPI}",
        f"--margin={MARGIN}",
    ]
    try:
        subprocess.run(
            [*command, "--language=fa", f"--text={text}", f"--output={target}"],
            env={**os.environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        pytest.fail("pango-view is missing: install the Debian package pango1.0-tools")
    with Image.open(target) as image:
        return image.convert("L")


def ours(text: str, *, is_bold: bool = False) -> Image.Image:
    """Return the line drawn by this program."""
    sheet = Sheet((900, 80), text)
    line = paragraph((Run(text, is_bold=is_bold),), Style(size=SIZE, color="#000000"))
    line.draw(sheet, 10, 70, 880)
    sheet.next_page()
    return picture(sheet.finish(), DPI).convert("L")


def ink_of(image: Image.Image) -> Image.Image:
    """Return the ink, cropped to its edges, white on black."""
    ink = ImageChops.invert(image)
    return ink.crop(ink.point(lambda level: 255 * (level > 100)).getbbox())


def overlap(one: Image.Image, other: Image.Image) -> float:
    """Return the largest share of ink that both pictures have at the same place, over nine small shifts."""
    size = max(one.width, other.width) + 2, max(one.height, other.height) + 2
    still = Image.new("L", size)
    still.paste(one, (1, 1))
    shares = []
    for nudge in ((x, y) for x in (0, 1, 2) for y in (0, 1, 2)):
        moved = Image.new("L", size)
        moved.paste(other, nudge)
        both = sum(ImageChops.darker(still, moved).tobytes())
        shares.append(both / sum(ImageChops.lighter(still, moved).tobytes()))
    return max(shares)


@pytest.mark.parametrize("name", LINES)
def test_ink_overlaps_the_ink_of_pango(name: str, tmp_path: Path) -> None:
    theirs, mine = ink_of(pango(LINES[name], tmp_path)), ink_of(ours(LINES[name]))
    assert abs(theirs.width - mine.width) <= 2
    assert abs(theirs.height - mine.height) <= 2
    assert overlap(theirs, mine) > CLOSE


def test_bold_ink_overlaps_the_ink_of_pango(tmp_path: Path) -> None:
    text = LINES["digits"]
    assert overlap(ink_of(pango(text, tmp_path, weight="Bold")), ink_of(ours(text, is_bold=True))) > CLOSE


def test_another_order_of_the_words_is_detected(tmp_path: Path) -> None:
    turned = LINES["code in sentence"].replace("12-345/A", "345/A-12")
    assert overlap(ink_of(pango(LINES["code in sentence"], tmp_path)), ink_of(ours(turned))) < CLOSE
