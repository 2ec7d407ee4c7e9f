"""HTTP messages as a proxy sees them: a head, and as many bytes of body as it announces."""

import asyncio
import re
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PORTAL = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer, whole."""

    head: bytes
    body: bytes

    @property
    def content(self) -> bytes:
        """All bytes, as they travel."""
        return self.head + self.body

    def cut_at(self, share: float) -> int:
        """Return how many bytes pass before a cut: within the body, where there is one."""
        if self.body:
            return len(self.head) + int(share * len(self.body))
        return int(share * len(self.head))

    def with_bit_flipped(self, share: float) -> bytes:
        """Return the bytes with one bit of the body (without one: of the last header) changed."""
        at = min(self.cut_at(share), len(self.content) - 1) if self.body else len(self.content) - 6
        changed = self.content[at] ^ 1
        return self.content[:at] + bytes([changed]) + self.content[at + 1 :]


async def read_message(reader: asyncio.StreamReader) -> Message:
    """Return the next message; raises IncompleteReadError where the sender went away."""
    head = await reader.readuntil(b"\r\n\r\n")
    found = _LENGTH.search(head)
    return Message(head, await reader.readexactly(int(found[1])) if found else b"")


def portal(status: str = "200 OK") -> Message:
    """Return the page of a captive portal, which says 502 in its text and 200 in its status."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\n\r\n"
    return Message(head.encode("ascii"), PORTAL)
