"""Run head office's commands: init, serve, enrol-code, import, publish, status, decide, reopen and others."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.errors import EnvironmentFault, FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import join_names, persian_digits
from dealer_app.hub.database.opening import HOME_VARIABLE, OfficeDatabase, open_office
from resources.texts import cli_hub as texts
from resources.texts.sentences import signs

DEFAULT_HOME = "hub-home"
_COUNTS = ("acked_n", "waiting", "waiting_payments")


def run_hub_command(parsed: argparse.Namespace) -> int:
    """Run one command of head office and return its exit code."""
    home = parsed.home or Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME)
    _refuse_counter(home)
    with open_office(home) as office:
        try:
            return COMMANDS[parsed.hub_command](parsed, office, home)
        except FieldError as error:
            raise FieldErrors([error]) from None


def _refuse_counter(home: Path) -> None:
    """Raise Refusal ``hub_home_is_counter`` for the folder of a counter's database or key."""
    from dealer_app.store.database.connection import DATABASE_FILE
    from dealer_app.store.database.keys import KEY_FILE

    if any((home / name).exists() for name in (DATABASE_FILE, KEY_FILE)):
        raise Refusal("hub_home_is_counter", home=str(home))


def _init(_parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Create or upgrade the database."""
    from dealer_app.hub.office.verbs import make_ready

    make_ready(office)
    print(texts.READY)
    return 0


def _serve(parsed: argparse.Namespace, office: OfficeDatabase, home: Path) -> int:
    """Serve until asked to stop; a trial also prints its address and an enrolment code."""
    from dealer_app.hub.service.calls import CallService
    from dealer_app.hub.service.limits import Limits, Load
    from dealer_app.hub.service.logs import start_logs
    from dealer_app.hub.service.running import serve

    if parsed.trial:
        _init(parsed, office, home)
        from dealer_app.hub.office.trial import ready_trial

        code = ready_trial(office)
        print(texts.TRIAL.format(url=f"http://{parsed.host}:{parsed.port}", code=code), flush=True)
    office.list_dealerships()  # report a missing `hub init` here, not first at the counters
    start_logs()
    load = Load()
    service = CallService(office.engine, office.keys, office.now)
    limits = Limits(connections=parsed.connections)
    serve(service, load, parsed.host, parsed.port, limits=limits, is_measured=parsed.metrics)
    return 0


def _enrol_code(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Print a one-time code for a counter and write its enrolment file; only ``--new`` makes a dealership."""
    from dealer_app.hub.office.verbs import NewCounter, make_code
    from dealer_app.sync.session.enrolment import check_hub_url
    from dealer_app.sync.usb.sticks import write_stick

    if parsed.url:
        check_hub_url(parsed.url)
    life = timedelta(hours=parsed.hours)
    counter = NewCounter(parsed.dealership, life, parsed.url, parsed.replaces, is_new=parsed.new)
    print(make_code(office, counter, partial(write_stick, parsed.out) if parsed.out else None))
    if parsed.out:
        print(texts.INVITED.format(path=parsed.out), file=sys.stderr)
    return 0


def _import(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Import an export of orders and publish it to its dealerships."""
    from dealer_app.cli.counter import report_json, report_words
    from dealer_app.hub.office.verbs import take_orders
    from dealer_app.services.imports.error_sheet import write_error_sheet

    if not parsed.file.is_file():
        raise EnvironmentFault("file_missing", path=str(parsed.file))
    report = take_orders(office, parsed.file, dry_run=parsed.dry_run)
    print(report_json(report) if parsed.json else report_words(report))
    if parsed.errors:
        write_error_sheet(report, parsed.errors)
    return 0


def _publish(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Publish one of head office's small tables."""
    from dealer_app.hub.office.verbs import publish

    if not parsed.file.is_file():
        raise EnvironmentFault("file_missing", path=str(parsed.file))
    published = publish(office, parsed.kind, parsed.file, dealership=parsed.dealership, is_confirmed=parsed.confirm)
    print(texts.PUBLISHED.format(count=persian_digits(str(published.changed))))
    if published.unknown:
        print(texts.UNKNOWN_COLUMNS.format(columns=join_names(published.unknown)), file=sys.stderr)
    return 0


def _status(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Print the counters, when each was last heard, and how much waits."""
    from dealer_app.hub.office.status import get_status

    if parsed.waiting:
        return _waiting(parsed, office)
    status = get_status(office)
    if parsed.json:
        print(json.dumps(asdict(status), ensure_ascii=False, default=str))
        return 0
    for device in status.devices:
        counts = {name: persian_digits(str(getattr(device, name))) for name in _COUNTS}
        named = {"seen": _moment(device.seen_at), "state": texts.STATES[device.state]}
        print(texts.DEVICE.format(**asdict(device) | counts | named))
        if device.numbers:
            taken = [texts.TAKEN.format(kind=texts.NUMBERS[k], count=n) for k, n in device.numbers.items()]
            print(texts.DEVICE_NUMBERS.format(numbers=persian_digits(signs.JOIN.join(taken))))
        if device.doubted_at:
            print(texts.DEVICE_DOUBTED.format(at=_moment(device.doubted_at)))
        if device.audit_cut_at:
            print(texts.DEVICE_AUDIT_CUT.format(at=_moment(device.audit_cut_at)))
    if not status.devices:
        print(texts.NO_DEVICES)
    for code, count in status.deferred.items():
        if count or status.quarantined[code]:
            deferred, quarantined = persian_digits(str(count)), persian_digits(str(status.quarantined[code]))
            print(texts.WAITING.format(code=code, deferred=deferred, quarantined=quarantined))
    return 0


def _waiting(parsed: argparse.Namespace, office: OfficeDatabase) -> int:
    """List the commands that wait for a person or for an upgrade."""
    from dealer_app.hub.office.status import list_waiting

    entries = list_waiting(office)
    if parsed.json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, default=str))
        return 0
    for entry in entries:
        named = {"seen": _moment(entry.received_at), "state": texts.WAITING_STATES[entry.state]}
        print(texts.WAITING_LINE.format(**asdict(entry) | named | {"n": persian_digits(str(entry.n))}))
    if not entries:
        print(texts.NOTHING_WAITS)
    return 0


def _moment(at: datetime | None) -> str:
    """Return a moment as a Jalali date and a time in Tehran, with Persian digits."""
    return texts.NEVER if at is None else moment_words(at)


def _reopen(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Open a new epoch for a restored PC, so that it can write again."""
    from dealer_app.hub.office.verbs import reopen

    print(texts.REOPENED.format(epoch=persian_digits(str(reopen(office, parsed.device)))))
    return 0


def _revoke(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Revoke a counter; it destroys its data at its next call."""
    from dealer_app.hub.office.verbs import revoke

    revoke(office, parsed.device)
    print(texts.REVOKED)
    return 0


def _decide(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Apply a person's decision to a deferred command."""
    from dealer_app.hub.office.decisions import Decision
    from dealer_app.hub.office.verbs import decide

    decision = Decision(parsed.decision == "accept", getpass.getuser(), parsed.why)
    code = decide(office, parsed.device, parsed.n, decision)
    print(texts.DECIDED.get(code) or texts.DECIDED[parsed.decision])
    return 0


def _move(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Move an order to another dealership."""
    from dealer_app.hub.office.verbs import move

    move(office, parsed.order, parsed.source, parsed.target)
    print(texts.MOVED)
    return 0


def _bundle(parsed: argparse.Namespace, office: OfficeDatabase, _home: Path) -> int:
    """Write head office's answer to a counter's bundle."""
    from dealer_app.hub.refusals import CallRefusedError
    from dealer_app.hub.service.bundles import answer_bundle
    from dealer_app.hub.service.calls import CallService

    if not parsed.file.is_file():
        raise EnvironmentFault("file_missing", path=str(parsed.file))
    try:
        answer = answer_bundle(CallService(office.engine, office.keys, office.now), parsed.file.read_bytes())
    except CallRefusedError:
        raise Refusal("bundle_unreadable") from None
    parsed.out.write_bytes(answer)
    print(texts.ANSWERED.format(path=parsed.out))
    return 0


def _keys(parsed: argparse.Namespace, office: OfficeDatabase, home: Path) -> int:
    """Change head office's signing key, or forget the former ones; ``hub serve`` uses the keys after a restart."""
    from dealer_app.hub.database.keys import change_signing_key, retire_signing_keys
    from dealer_app.protocol.signing import fingerprint

    known = fingerprint(office.keys.public)  # makes the keys if there are none
    if parsed.action == "new":
        print(texts.KEY_NEW.format(old=known, new=fingerprint(change_signing_key(home).public)))
    else:
        print(texts.KEYS_RETIRED.format(count=persian_digits(str(retire_signing_keys(home)))))
    return 0


def _sms(_parsed: argparse.Namespace, office: OfficeDatabase, home: Path) -> int:
    """Hand waiting messages to the gateway; without a gateway they keep waiting."""
    from dealer_app.hub.office.verbs import send_messages
    from dealer_app.hub.sms.kavenegar import find_gateway

    gateway = find_gateway(home)
    counts = {name: persian_digits(str(count)) for name, count in send_messages(office, gateway).items()}
    print((texts.SMS if gateway else texts.NO_GATEWAY).format(**counts))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace, OfficeDatabase, Path], int]] = {
    "init": _init,
    "serve": _serve,
    "enrol-code": _enrol_code,
    "import": _import,
    "publish": _publish,
    "status": _status,
    "decide": _decide,
    "reopen": _reopen,
    "revoke": _revoke,
    "move": _move,
    "bundle": _bundle,
    "keys": _keys,
    "sms": _sms,
}
