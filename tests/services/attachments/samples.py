"""Made-up files that a visitor brings: photographs, screenshots, papers, and files that must not be kept."""

from io import BytesIO
from uuid import UUID

from PIL import Image

from dealer_app.domain.attachments import AddAttachment, AttachmentKind, Media, Prepared
from dealer_app.domain.ids import CustomerId

SECRET = b"Tehran-35.6892-51.3890"
"""What a made-up file says about its place: it must be in nothing that is kept."""


def a_photo(width: int = 60, height: int = 40, color: str = "teal") -> bytes:
    """Return a JPEG with a place, a comment and a turn by a quarter in its head."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif[0x010E] = SECRET.decode()
    out = BytesIO()
    Image.new("RGB", (width, height), color).save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def a_screenshot(color: str = "navy") -> bytes:
    """Return a PNG with a see-through half and a text in its head."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Place", SECRET.decode())
    out = BytesIO()
    image = Image.new("RGBA", (80, 60), color)
    image.paste((0, 0, 0, 0), (0, 0, 40, 60))
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def a_paper(pages: int = 2) -> bytes:
    """Return a PDF that names its author."""
    out = BytesIO()
    first, *rest = (Image.new("RGB", (210, 297), color) for color in ("white", "ivory", "snow", "linen") * pages)
    first.save(out, "PDF", save_all=True, append_images=rest[: pages - 1], author=SECRET.decode())
    return out.getvalue()


def a_scripted_paper() -> bytes:
    """Return a PDF that runs a script when it is opened."""
    return _with_catalog(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")


def a_launching_paper() -> bytes:
    """Return a PDF that starts a program."""
    return _with_catalog(b"/OpenAction << /S /#4caunch /F (calc.exe) >>")


def _with_catalog(entry: bytes) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R " + entry + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def prepared(seed: int = 0, size: int = 0) -> Prepared:
    """Return a prepared PNG without starting a process; another seed gives other bytes, ``size`` lengthens them."""
    out = BytesIO()
    Image.new("RGB", (40, 30), (seed % 256, seed // 256 % 256, seed // 65536 % 256)).save(out, "PNG")
    content = out.getvalue()
    return Prepared(Media.PNG, content + bytes(max(0, size - len(content))), 40, 30, 1, b"")


def an_attachment(customer_id: UUID, *, seed: int = 0, size: int = 0) -> AddAttachment:
    """Return the wish to keep a made-up identity paper."""
    return AddAttachment(CustomerId(customer_id), AttachmentKind.IDENTITY, prepared(seed, size))
