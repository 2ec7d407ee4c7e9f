"""Test the keys of a new counter: head office takes no key under which a signature proves nothing."""

from base64 import b64encode

import pytest

from dealer_app.hub.devices.devices import box_key_of, key_of
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.sealing import is_public_box_key, new_box_key, public_box_key
from dealer_app.protocol.signing import is_public_key, new_key, public_key
from dealer_app.sync.session import talker
from tests.hub.head_office import Counter, Office, fingerprint_of

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
"""The prime of the curve and the order of its base point (RFC 8032, section 5.1)."""
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def add(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    k = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(count: int, point: Point) -> Point:
    total = 0, 1
    while count:
        total = add(total, point) if count & 1 else total
        point, count = add(point, point), count >> 1
    return total


def small_order() -> set[int]:
    """Return the y of all points whose order divides 8, computed from the curve."""
    found: set[int] = set()
    y = 1
    while len(found) < 5:
        y += 1
        square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
        root = pow(square, (P + 3) // 8, P)
        x = root if root * root % P == square else root * pow(2, (P - 1) // 4, P) % P
        if x * x % P == square:
            step, point = times(L, (x, y)), (0, 1)
            for _ in range(8):
                found.add(point[1])
                point = add(point, step)
    return found


def forms(y: int) -> list[bytes]:
    """Return the 32 bytes of a y with either sign, and in its second form if there is one."""
    values = [y, y + P] if y + P < 2**255 else [y]
    return [(value | sign << 255).to_bytes(32, "little") for value in values for sign in (0, 1)]


BAD_KEYS = [form for y in sorted(small_order()) for form in forms(y)] + [b"", bytes(31), bytes(33), b"\xff" * 32]
BAD_BOX_KEYS = [y.to_bytes(32, "little") for y in (0, 1, P - 1, P, P + 1)] + [b"", bytes(31), bytes(33)]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_key_of_small_order_or_of_another_form_is_none(key: bytes) -> None:
    assert not is_public_key(key)
    with pytest.raises(CallRefusedError, match="malformed"):
        key_of(b64encode(key).decode())


@pytest.mark.parametrize("key", BAD_BOX_KEYS)
def test_box_key_of_small_order_is_none(key: bytes) -> None:
    assert not is_public_box_key(key)
    with pytest.raises(CallRefusedError, match="malformed"):
        box_key_of(b64encode(key).decode())


def test_genuine_keys_are_keys() -> None:
    for _ in range(200):
        assert is_public_key(public_key(new_key()))
        assert is_public_box_key(public_box_key(new_box_key()))


def test_counter_with_a_worthless_box_key_is_not_enrolled(office: Office) -> None:
    counter, code = Counter(office), office.code("2606")
    own, none = b64encode(public_key(counter.signing_key)).decode(), b64encode(bytes(32)).decode()
    body = wire.Enrol(code, own, none, "x")

    with pytest.raises(talker.HubRefusedError, match="malformed"):
        talker.enrol(office.service.answer, body, counter.signing_key, fingerprint_of(code))

    assert counter.enrol("2606", code=code).dealership == "2606"  # the code was not used up
