"""Draw a picture anew with Pillow: upright, on white, within limits, without anything but its pixels."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from dealer_app.domain.attachments import (
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_PIXELS,
    THUMB_SIDE,
    Media,
    PastedPicture,
    Prepared,
)
from dealer_app.domain.errors import FieldError

_FORMATS = ("JPEG", "PNG")
_QUALITIES = (85, 70, 50)
_THUMB_QUALITY = 70
_MOST_PNG_BYTES = MOST_BYTES // 4
"""A larger PNG is a photograph, of which a JPEG is far smaller."""


def draw_picture(content: bytes, media: Media) -> Prepared:
    """Return a JPEG or PNG drawn anew; raises FieldError ``attachment_damaged``, ``attachment_pixels``."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FieldError("attachment_pixels", "file")
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large photograph is decoded at half its size
            image.load()
            return keep_picture(_upright(image), is_photo=media is Media.JPEG)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FieldError("attachment_pixels", "file") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError):
        raise FieldError("attachment_damaged", "file") from None


def draw_pasted(picture: PastedPicture) -> Prepared:
    """Return a picture of the clipboard as a PNG, or a JPEG if that is smaller."""
    size = picture.width, picture.height
    return keep_picture(_on_white(Image.frombuffer("RGBA", size, picture.pixels, "raw", "RGBA", 0, 1)), is_photo=False)


def keep_picture(image: Image.Image, *, is_photo: bool) -> Prepared:
    """Return an opaque picture as it is kept, with its thumbnail."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=3.0)
    media, content = _packed(image, is_photo=is_photo)
    return Prepared(media, content, image.width, image.height, 1, draw_thumb(image))


def draw_thumb(image: Image.Image) -> bytes:
    """Return a small JPEG of an opaque picture."""
    small = image.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), reducing_gap=2.0)
    return jpeg_of(small, _THUMB_QUALITY)


def jpeg_of(image: Image.Image, quality: int) -> bytes:
    """Return a JPEG of a picture that has pixels alone."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _packed(image: Image.Image, *, is_photo: bool) -> tuple[Media, bytes]:
    if not is_photo:
        out = BytesIO()
        image.save(out, "PNG", compress_level=6)
        if out.tell() <= _MOST_PNG_BYTES:
            return Media.PNG, out.getvalue()
    for quality in _QUALITIES:
        content = jpeg_of(image, quality)
        if len(content) <= MOST_BYTES:
            return Media.JPEG, content
    raise FieldError("attachment_large", "file")


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture turned as its camera says, opaque, with its pixels alone: no comment, no place, no profile."""
    if image.mode in ("I", "I;16", "I;16B", "F"):  # sixteen bits a pixel: the upper eight are enough
        image = image.convert("F").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGB", "L"):
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _on_white(ImageOps.exif_transpose(image))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA" or "transparency" in image.info or image.mode in ("LA", "PA", "La", "RGBa"):
        seen = image.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain
