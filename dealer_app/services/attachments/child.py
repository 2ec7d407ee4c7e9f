"""The drawing process: it reads one file from its standard input, draws it anew and writes the result."""

import json
import sys
from contextlib import suppress

from dealer_app.domain.attachments import Media, PastedPicture, Prepared, detect_media
from dealer_app.domain.errors import FieldError

FILE, PASTED = "file", "pasted"
MEMORY_BYTES = 900 * 1024 * 1024
"""Address space of the process, where the operating system can limit it (Linux)."""
CPU_SECONDS = 40


def main(arguments: list[str]) -> None:
    """Answer «file» or «pasted WIDTH HEIGHT»: a line of JSON, then the bytes of the file and of its thumbnail."""
    _limit()
    content = sys.stdin.buffer.read()
    head: dict[str, object]
    body = b""
    try:
        kept = _drawn(arguments, content)
        head = {
            "media": kept.media.value,
            "width": kept.width,
            "height": kept.height,
            "pages": kept.pages,
            "size": len(kept.content),
        }
        body = kept.content + kept.thumb
    except FieldError as error:
        head = {"refusal": error.code, "params": {name: str(value) for name, value in error.params.items()}}
    except MemoryError:
        head = {"refusal": "attachment_pixels", "params": {}}
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
        sys.stdout.buffer.flush()


def _drawn(arguments: list[str], content: bytes) -> Prepared:
    from dealer_app.services.attachments.pictures import draw_pasted, draw_picture

    if arguments[0] == PASTED:
        return draw_pasted(PastedPicture(int(arguments[1]), int(arguments[2]), content))
    media = detect_media(content)
    if media is Media.PDF:
        from dealer_app.services.attachments.pdfs import draw_pdf

        return draw_pdf(content)
    return draw_picture(content, media)


def _limit() -> None:
    """Limit memory and time where the system can; elsewhere the program ends the process after a while."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
