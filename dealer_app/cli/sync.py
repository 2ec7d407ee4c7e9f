"""Run the commands of the line to head office: enrol, sync, status, bundle."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dealer_app.cli.counter import opened
from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.tehran import local_time
from dealer_app.domain.errors import EnvironmentFault, FieldError, FieldErrors, sentence
from dealer_app.domain.head_office import LineState, TalkReport
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import persian_digits
from resources.texts import cli_sync as texts


def run_sync_command(parsed: argparse.Namespace, home: Path) -> int:
    """Run one of the commands of the line and return its exit code."""
    return {"enrol": _enrol, "sync": _sync, "status": _status, "bundle": _bundle}[parsed.command](parsed, home)


def _enrol(parsed: argparse.Namespace, home: Path) -> int:
    """Enrol this counter, over the line or by USB stick; with a code, a missing database is created."""
    with opened(home, create=parsed.code is not None) as desktop:
        try:
            print(_enrolled(parsed, desktop))
        except FieldError as error:
            raise FieldErrors([error]) from None
    return 0


def _enrolled(parsed: argparse.Namespace, desktop: Desktop) -> str:
    """Do what the arguments ask for and return the report."""
    if parsed.file:
        desktop.request_enrolment(parsed.file, parsed.code, parsed.out, parsed.counter)
        return texts.REQUESTED.format(path=parsed.out)
    if parsed.code is None:
        return texts.ADDRESS.format(url=desktop.change_address(parsed.hub).hub_url)
    state = desktop.enrol(parsed.hub, parsed.code, parsed.counter)
    return texts.ENROLLED.format(dealership=persian_digits(state.dealership))


def _sync(parsed: argparse.Namespace, home: Path) -> int:
    """Hold one talk with head office; return 1 if head office refused, 3 if there was no line."""
    with opened(home) as desktop:
        report = desktop.talk()
        state = desktop.line_state() if desktop.is_open else LineState(enrolment="revoked")
    if parsed.json:
        print(json.dumps({**_report_fields(report), "waiting": state.waiting}, ensure_ascii=False))
    else:
        print(_talk_words(report, state))
    return _exit_code(report)


def _status(parsed: argparse.Namespace, home: Path) -> int:
    """Print the counter's enrolment and how much waits."""
    with opened(home) as desktop:
        state = desktop.line_state()
    print(json.dumps(_state_fields(state), ensure_ascii=False) if parsed.json else _state_words(state))
    return 0


def _bundle(parsed: argparse.Namespace, home: Path) -> int:
    """Export waiting calls to a sealed file, import the answers, or carry another counter's bundle."""
    with opened(home) as desktop:
        if parsed.direction == "export":
            desktop.export_bundle(parsed.file, with_attachments=parsed.attachments)
            print(texts.EXPORTED.format(path=parsed.file))
            return 0
        if parsed.direction == "carry":
            desktop.carry_bundle(parsed.file, parsed.out)
            print(texts.CARRIED.format(path=parsed.out))
            return 0
        if not parsed.file.is_file():
            raise EnvironmentFault("file_missing", path=str(parsed.file))
        report = desktop.import_bundle(parsed.file)
        state = desktop.line_state() if desktop.is_open else LineState(enrolment="revoked")
    if report.joined:
        print(texts.JOINED.format(dealership=persian_digits(report.joined)))
    print(_talk_words(report, state))
    return _exit_code(report)


def _exit_code(report: TalkReport) -> int:
    """Return 0 for a talk that went well, 3 for a fault (line, disk, database, busy hub), 1 for a refusal."""
    if not report.trouble:
        return 0
    return 3 if report.trouble.startswith(("line_", "disk_", "database_", "busy")) else 1


def _talk_words(report: TalkReport, state: LineState) -> str:
    """Return the report of a talk in Persian."""
    counts = {name: persian_digits(str(getattr(report, name))) for name in ("sent", "received")}
    lines = [texts.TALKED.format(**counts, waiting=persian_digits(str(state.waiting)))]
    if report.trouble:
        lines.append(_trouble_words(report.trouble))
    return "\n".join(lines)


def _trouble_words(code: str) -> str:
    try:
        return sentence(EnvironmentFault(code))
    except KeyError:
        return texts.OTHER_TROUBLE.format(code=code)


def _state_words(state: LineState) -> str:
    """Return the state of the line in Persian, one fact per line."""
    if not state.is_enrolled:
        lines = [texts.ALONE, texts.ASKING] if state.is_asking else [texts.ALONE]
    else:
        dealership = persian_digits(state.dealership)
        place = texts.AT.format(url=state.hub_url) if state.hub_url else texts.BY_STICK
        lines = [
            texts.ENROLMENTS[state.enrolment].format(dealership=dealership, place=place),
            _heard_words(state),
        ]
    facts = {"waiting": state.waiting, "payments": state.waiting_payments}
    amount = format_rial(state.waiting_amount)
    lines.append(texts.WAITING.format(**{n: persian_digits(str(v)) for n, v in facts.items()}, amount=amount))
    for name in ("conflicts", "unmatched", "kept_raw"):
        if getattr(state, name):
            lines.append(texts.DECISIONS[name].format(count=persian_digits(str(getattr(state, name)))))
    if state.trouble:
        lines.append(_trouble_words(state.trouble))
    return "\n".join(lines)


def _heard_words(state: LineState) -> str:
    if state.last_heard_at is None:
        return texts.NEVER_HEARD
    moment = local_time(state.last_heard_at)
    return texts.HEARD.format(day=format_jalali(moment.date()), time=persian_digits(f"{moment:%H:%M}"))


def _state_fields(state: LineState) -> dict[str, Any]:
    """Return the state of the line for the JSON output."""
    heard = state.last_heard_at
    return {**asdict(state), "last_heard_at": None if heard is None else heard.isoformat()}


def _report_fields(report: TalkReport) -> dict[str, Any]:
    names = ("sent", "received", "trouble", "retry_after_s", "is_done")
    return {name: getattr(report, name) for name in names}
