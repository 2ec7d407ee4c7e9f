"""Test faults between a counter and head office: they are reported, nothing is lost, the next talk succeeds."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from dealer_app.desktop import Desktop, dial
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Answer, Call, LineDownError
from dealer_app.protocol.signing import answer_text, sign
from dealer_app.sync.session.client import MOST_BYTES, HttpCarrier
from resources.texts.errors import SENTENCES
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, states
from tests.sync.counters import register
from tests.sync.servers import Authority, LocalProxy, LocalServer, running

pytestmark = pytest.mark.enable_socket
PAGE = b"<html>Log in</html>"
YEAR = timedelta(days=365)
PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The only authority that this process trusts; proxies of the environment are removed."""
    one = Authority(tmp_path, "trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(one.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return one


@pytest.fixture
def hub(office: Office, authority: Authority) -> Iterator[LocalServer]:
    """Head office behind TLS."""
    server = LocalServer(office.service.answer, authority.certificate())
    with running(server):
        yield server


@pytest.fixture
def proxy(hub: LocalServer) -> Iterator[LocalProxy]:
    """A proxy in front of head office."""
    one = LocalProxy(hub.port)
    with running(one):
        yield one


@pytest.fixture
def dialled(joined: Desktop, hub: LocalServer) -> Desktop:
    """An enrolled counter on a real connection, with one outbox entry that waits."""
    joined._dial = dial
    joined.change_address(hub.url)
    assert joined.talk().trouble == ""
    register(joined, 1)
    return joined


def assert_said_and_nothing_lost(desktop: Desktop, code: str) -> None:
    report = desktop.talk()
    assert (report.trouble, report.is_done) == (code, False)
    assert desktop.line_state().trouble == code
    assert "چیزی" in SENTENCES[code] or "ادامه" in SENTENCES[code]
    assert states(desktop)[-1] == "queued"


def assert_goes_on(desktop: Desktop, office: Office) -> None:
    assert desktop.talk().trouble == ""
    assert desktop.line_state().trouble == ""
    assert states(desktop) == ["applied"]
    assert len(ledger_lines(office)) == 1


def _signed(office: Office, status: int, code: str) -> Callable[[Call], Answer]:
    def respond(call: Call) -> Answer:
        body = wire.encode(wire.CallRefusal(code))
        text = answer_text(status, call.header(SIGNATURE_HEADER), body)
        return Answer(status, {SIGNATURE_HEADER: sign(office.keys.signing, text)}, body)

    return respond


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(200, {"Content-Type": "text/html"}, PAGE), "line_portal"),
        (Answer(302, {"Location": "http://login.test/"}, b""), "line_portal"),
        (Answer(403, {}, PAGE), "line_portal"),
        (Answer(502, {"Content-Type": "text/html"}, PAGE), "line_server"),
        (Answer(503, {}, b""), "line_server"),
        (Answer(200, {"Content-Length": "5000"}, PAGE), "line_down"),
        (Answer(200, {"Transfer-Encoding": "chunked"}, b"zz"), "line_down"),
    ],
    ids=["portal", "redirect", "forbidden", "gateway", "unavailable", "cut", "nonsense"],
)
def test_answer_of_another_server_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, answer: Answer, code: str
) -> None:
    hub.respond = lambda _call: Answer(answer.status, {**answer.headers, "Connection": "close"}, answer.body)
    assert_said_and_nothing_lost(dialled, code)
    hub.respond = office.service.answer
    assert_goes_on(dialled, office)


@pytest.mark.parametrize(("status", "code"), [(500, "broken"), (503, "busy")])
def test_error_of_head_office_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, status: int, code: str
) -> None:
    hub.respond = _signed(office, status, code)
    assert_said_and_nothing_lost(dialled, code)
    hub.respond = office.service.answer
    assert_goes_on(dialled, office)


def test_certificate_of_an_unknown_authority_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, authority: Authority, tmp_path: Path
) -> None:
    hub.show(Authority(tmp_path, "stranger").certificate())
    assert_said_and_nothing_lost(dialled, "line_tls")
    hub.show(authority.certificate())
    assert_goes_on(dialled, office)


@pytest.mark.parametrize("shift", [YEAR, -YEAR], ids=["slow clock", "fast clock"])
def test_certificate_of_another_time_is_reported_as_a_clock_problem(
    dialled: Desktop, office: Office, hub: LocalServer, authority: Authority, shift: timedelta
) -> None:
    hub.show(authority.certificate(datetime.now(UTC) + shift))
    assert_said_and_nothing_lost(dialled, "line_clock")
    hub.show(authority.certificate())
    assert_goes_on(dialled, office)


def test_closed_port_and_unknown_name_are_reported(dialled: Desktop, office: Office, hub: LocalServer) -> None:
    dialled.change_address("https://127.0.0.1:9")
    assert_said_and_nothing_lost(dialled, "line_down")
    dialled.change_address("https://hub.invalid")
    assert_said_and_nothing_lost(dialled, "line_dns")
    dialled.change_address(hub.url)
    assert_goes_on(dialled, office)


def test_server_that_never_answers_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("dealer_app.sync.session.client._TIMEOUT", httpx.Timeout(5, read=0.000_001))
        assert_said_and_nothing_lost(dialled, "line_down")
    assert_goes_on(dialled, office)


def test_system_proxy_is_used_and_its_missing_login_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled.change_address(f"https://hub.test:{hub.port}")  # a name that only the proxy knows
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    proxy.login = "Basic Y2xlcms6MTIz"  # clerk:123
    assert_said_and_nothing_lost(dialled, "line_proxy")
    monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//clerk:123@"))
    assert_goes_on(dialled, office)
    assert set(proxy.asked) == {f"hub.test:{hub.port}"}


def test_proxy_settings_outside_the_environment_are_used(
    dialled: Desktop, office: Office, hub: LocalServer, proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("httpx._utils.getproxies", lambda: {"https": proxy.url})  # as the registry of Windows does
    dialled.change_address(f"https://hub.test:{hub.port}")
    monkeypatch.setattr("dealer_app.sync.session.client.proxy_bypass", lambda host: host == "hub.test")
    assert_said_and_nothing_lost(dialled, "line_dns")
    assert proxy.asked == []
    monkeypatch.setattr("dealer_app.sync.session.client.proxy_bypass", lambda _host: False)
    assert_goes_on(dialled, office)
    assert proxy.asked


@pytest.mark.parametrize("setting", ["http://", "socks4://127.0.0.1:1080", "nonsense://x", "http://127.0.0.1:9"])
def test_bad_proxy_is_reported(
    dialled: Desktop, office: Office, hub: LocalServer, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    dialled.change_address(f"https://hub.test:{hub.port}")
    monkeypatch.setenv("HTTPS_PROXY", setting)
    report = dialled.talk()
    assert report.trouble in {"line_proxy", "line_down", "line_dns"}
    assert states(dialled) == ["queued"]
    dialled.change_address(hub.url)
    assert_goes_on(dialled, office)


def test_size_limit_of_answers_applies_to_calls_but_not_to_bundles(dialled: Desktop, hub: LocalServer) -> None:
    hub.respond = lambda _call: Answer(200, {}, bytes(MOST_BYTES + 1))
    with HttpCarrier(hub.url) as carrier:
        assert len(carrier(Call("POST", "/v1/bundle")).body) == MOST_BYTES + 1
        with pytest.raises(LineDownError, match="too_large"):
            carrier(Call("POST", "/v1/push"))


def test_local_address_is_reached_without_the_proxy(
    dialled: Desktop, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert_goes_on(dialled, office)
