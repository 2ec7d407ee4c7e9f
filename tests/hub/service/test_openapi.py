"""Test that the service answers, signed, all that its OpenAPI allows: as described, or with a known code."""

import json
import re
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call
from dealer_app.protocol.signing import public_key
from dealer_app.store.tables.leases import KINDS as LEASED
from dealer_app.sync.session.talker import Identity, Talker, inflate, plain
from tests.hub.bodies import a_person
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import is_of_the_hub, post, push, signed
from tests.hub.recording import CUSTOMER, recordings
from tests.hub.schemas import DOCUMENT, INTEGERS, any_of, asked, fits, told
from tests.hub.web import Web

MARK = "نشان-۲۶۰۷"
POSTS = [path for path, methods in DOCUMENT["paths"].items() if "post" in methods and path != "/v1/bundle"]
WORDS = (CUSTOMER, wire.GENESIS, "", "00", "ff", "a\0b", "*", "2607", "{}", "\U0001f697", "1405/2607/1000000")
TEXTS = st.sampled_from([*WORDS, *LEASED, "customer", "order", *(kind for kind, _ in recordings())]) | st.text(
    max_size=9
)
BODIES = st.one_of([st.tuples(st.just(path), any_of(asked(path), TEXTS)) for path in POSTS])
PROTOCOL = Path(__file__).parents[3] / "docs" / "protocol.md"


def known_troubles() -> set[tuple[int, str]]:
    """Return the (status, code) pairs of the table in section 6."""
    section = PROTOCOL.read_text("utf-8").split("## 6. Errors")[1].split("## 7.")[0]
    found = set()
    for statuses, codes in re.findall(r"^\| ([\d, ]+) \| ([^|]+) \|", section, re.MULTILINE):
        found |= {(int(status), code) for status in statuses.split(",") for code in re.findall(r"`(\w+)`", codes)}
    return found


TROUBLES = known_troubles()


@pytest.fixture
def web(office: Office) -> Web:
    """The service; another dealership has marked rows."""
    other = a_counter(office, "2607")
    other.write("customer.register", {**a_person(given_name=MARK), "id": CUSTOMER, "number": "1405/2607/1000000"})
    push(other)
    other.talk().snapshot_head()
    return Web(office)


def check(office: Office, call: Call, answer: Answer) -> None:
    """Check an answer against the document and the protocol."""
    assert is_of_the_hub(office, call, answer)
    assert answer.status < 500, inflate(answer)
    content = inflate(answer)
    assert MARK not in content.decode("utf-8", "replace")
    if answer.status in (204, 206):
        return
    body = json.loads(content)
    path = call.path.partition("?")[0]
    assert fits(told(path, call.method, answer.status)["schema"], body), (path, body)
    if answer.status != 200:
        assert (answer.status, body["code"]) in TROUBLES


def sign_as(counter: Counter, path: str, body: Any) -> Call:
    """Return a call with any body, correctly signed by a program that knows the keys."""
    talk = counter.talk()
    if path == "/v1/session":
        return signed(talk, post(path, body), nonce=body["client_nonce"] or "x")
    if path == "/v1/enrol":
        body = {**body, "public_key": b64encode(public_key(counter.signing_key)).decode()}
        return signed(talk, post(path, body), nonce=plain(body["code"]) or "x")
    return signed(talk, post(path, body))


@settings(max_examples=100)
@given(wish=BODIES)
@example(wish=("/v1/verify", {"checkpoints": [{"n": 1, "hash": "\0"}], "digests": {"\0": {"count": 0, "buckets": {}}}}))
@example(wish=("/v1/lease", {"wants": [{"kind": "receipt", "after": 2**63}]}))
@example(wish=("/v1/lease", {"wants": [{"kind": "bill_file", "after": -1}] * 20}))
def test_any_body_of_the_document_is_answered_as_described(office: Office, web: Web, wish: tuple[str, Any]) -> None:
    path, body = wish
    call = sign_as(a_counter(office), path, body)

    check(office, call, web(call))


@given(wish=BODIES)
def test_unsigned_body_is_refused(office: Office, web: Web, wish: tuple[str, Any]) -> None:
    call = post(*wish)

    answer = web(call)

    check(office, call, answer)
    assert answer.status in {400, 401, 403, 429}  # 429: so many wrong codes come from one place


NEWCOMERS = any_of(asked("/v1/enrol"), TEXTS)


@given(body=NEWCOMERS)
def test_any_newcomer_with_a_good_code_is_enrolled_or_refused(office: Office, web: Web, body: Any) -> None:
    newcomer = Counter(office)
    code = office.code("2606")
    key = b64encode(public_key(newcomer.signing_key)).decode()
    known = {**body, "code": code, "public_key": key, "box_key": key if len(body["box_key"]) % 2 else body["box_key"]}
    me = Talker(web, Identity("", newcomer.signing_key, b""))
    call = signed(me, post("/v1/enrol", known), nonce=plain(code))

    check(office, call, web(call))


QUERIES = st.dictionaries(
    st.sampled_from(["cursor", "broadcast", "limit", "ids", "x"]), INTEGERS.map(str) | TEXTS, max_size=4
)


@settings(max_examples=100)
@given(query=QUERIES, name=TEXTS, ranges=st.sampled_from(["", "bytes=0-9", "bytes=9-0", "bytes=-5", "x", "bytes=0-"]))
@example(query={}, name="\n0", ranges="")
@example(query={"ids": "a\0b"}, name="\0", ranges=f"bytes={10**15}-{10**15 + 1}")
def test_any_query_of_the_document_is_answered_as_described(
    office: Office, web: Web, query: dict[str, str], name: str, ranges: str
) -> None:
    talk = a_counter(office).talk()
    asked_for = "&".join(f"{key}={quote(value, safe='')}" for key, value in query.items())
    for path in (f"/v1/pull?{asked_for}", "/v1/snapshot"):
        call = signed(talk, Call("GET", path))
        check(office, call, web(call))
    part = signed(talk, Call("GET", f"/v1/snapshot/{quote(name, safe='') or 'x'}", {"Range": ranges}))
    answer = web(part)
    assert is_of_the_hub(office, part, answer)
    assert (answer.status, json.loads(inflate(answer))["code"]) in TROUBLES


def test_invalid_bundle_is_refused(office: Office, web: Web) -> None:
    talk = a_counter(office).talk()
    for content in (b"", b"BAJEH-BUNDLE-1\n", b"BAJEH-BUNDLE-1\n{}\n", b"\xff" * 9, b"BAJEH-BUNDLE-1\n" + b"[" * 4000):
        call = signed(talk, Call("POST", "/v1/bundle", {}, content))
        answer = web(call)
        assert is_of_the_hub(office, call, answer)
        assert (answer.status, json.loads(answer.body)["code"]) == (400, "malformed")


def test_document_is_served_and_names_every_call(office: Office) -> None:
    web = Web(office, is_measured=True)
    served = json.loads(web.get("/openapi.json").body)

    assert served == json.loads(json.dumps(DOCUMENT))
    named = set(re.findall(r"`(?:POST|GET) (/v1/[\w/{}]+)", PROTOCOL.read_text("utf-8")))
    assert named <= set(served["paths"])
