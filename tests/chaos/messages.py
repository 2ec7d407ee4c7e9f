"""HTTP messages as a proxy reads them: a head, and as many bytes of body as it announces."""

import asyncio
import re
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PORTAL = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Message:
    """A complete request or answer."""

    head: bytes
    body: bytes

    @property
    def content(self) -> bytes:
        """All bytes of head and body."""
        return self.head + self.body

    def cut_at(self, share: float) -> int:
        """Return how many bytes pass before a cut; it is within the body if there is one."""
        if self.body:
            return len(self.head) + int(share * len(self.body))
        return int(share * len(self.head))

    def with_bit_flipped(self, share: float) -> bytes:
        """Return the bytes with one bit changed: in the body, or in the last header if there is no body."""
        at = min(self.cut_at(share), len(self.content) - 1) if self.body else len(self.content) - 6
        changed = self.content[at] ^ 1
        return self.content[:at] + bytes([changed]) + self.content[at + 1 :]


async def read_message(reader: asyncio.StreamReader) -> Message:
    """Return the next message; raise IncompleteReadError if the sender disconnects."""
    head = await reader.readuntil(b"\r\n\r\n")
    found = _LENGTH.search(head)
    return Message(head, await reader.readexactly(int(found[1])) if found else b"")


def portal(status: str = "200 OK") -> Message:
    """Return the page of a captive portal: its text reports 502, its status is 200 unless given."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\n\r\n"
    return Message(head.encode("ascii"), PORTAL)
