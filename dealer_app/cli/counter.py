"""Run the commands that open the counter's database: demo, import, find, paper, backup, restore, verify."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.cli.os_user import os_actor, refuse_foreign, sign_on
from dealer_app.cli.papers import run_paper
from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, Refusal, sentence
from dealer_app.domain.imports import ImportReport, RowNote
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.search.search import SearchHit
from dealer_app.home import home_of
from resources.texts import cli as texts
from resources.texts.imports import ROW_OF_SHEET

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

FIND_LIMIT = 500
RECOVERY_VARIABLE = "BAJEH_PASSPHRASE"
"""The environment variable of the recovery passphrase; every user of the PC could read an argument."""


def run_command(parsed: argparse.Namespace) -> int:
    """Run one command on the database of its home and return its exit code."""
    return COMMANDS[parsed.command](parsed, home_of(parsed.home))


@contextmanager
def opened(home: Path, *, create: bool = False, person: str = "") -> Iterator[Desktop]:
    """Yield the open desktop of ``home``, with the command line as actor, or ``person`` by their PIN.

    Only ``create`` makes a missing database. Raises EnvironmentFault for the folder of another user.
    """
    refuse_foreign(home)
    if not create:
        _refuse_missing(home)
    desktop = Desktop(home)
    desktop.open()
    try:
        desktop.actor = os_actor()
        if person:
            sign_on(desktop, person)
        yield desktop
    finally:
        desktop.close()


def _refuse_missing(home: Path) -> None:
    """Raise EnvironmentFault ``home_missing`` for a folder that was never used: a mistyped one would look empty.

    A used folder without its database raises ``database_missing`` or ``database_empty``.
    """
    from dealer_app.store.database.connection import DATABASE_FILE, refuse_no_file
    from dealer_app.store.database.presence import advising, has_traces

    if not has_traces(home):
        raise EnvironmentFault("home_missing", home=str(home))
    with advising(home):
        refuse_no_file(home / DATABASE_FILE)


def _demo(_parsed: argparse.Namespace, home: Path) -> int:
    """Build the demo database; refuse a home that already has customers' files."""
    from dealer_app.services.demo.demo import build_demo
    from dealer_app.services.search.search import count_files

    with opened(home, create=True) as desktop:
        if desktop.read(count_files):
            raise Refusal("demo_not_empty", home=str(home))
        build_demo(desktop)
        files = persian_digits(str(desktop.read(count_files)))
    print(texts.DEMO_BUILT.format(files=files, home=home))
    return 0


def _import(parsed: argparse.Namespace, home: Path) -> int:
    """Import a dealer export; refused rows are part of the answer, not a failure of the command."""
    from dealer_app.services.imports.run import import_orders, write_error_sheet

    if not parsed.file.is_file():
        raise EnvironmentFault("file_missing", path=str(parsed.file))
    if parsed.errors and parsed.errors.exists() and parsed.errors.samefile(parsed.file):
        raise Refusal("import_errors_over_export", path=str(parsed.errors))
    with opened(home, create=True, person=parsed.person) as desktop:
        report = import_orders(desktop, parsed.file, dry_run=parsed.dry_run)
    print(report_json(report) if parsed.json else report_words(report), flush=True)
    if parsed.errors:
        write_error_sheet(report, parsed.errors)
    if parsed.errors and not parsed.json:
        print(texts.ERROR_SHEET.format(path=parsed.errors))
    return 0


def report_json(report: ImportReport) -> str:
    """Return the report as JSON for scripts; rows have the numbers of the sheet."""

    def notes(rows: tuple[RowNote, ...]) -> list[dict[str, object]]:
        return [
            {"row": note.row, "field": note.field, "why": note.why, **({"sheet": note.sheet} if note.sheet else {})}
            for note in rows
        ]

    answer = {
        "present": report.present,
        "accepted": report.accepted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "repeated": report.repeated,
        "mended": report.mended,
        "warned": notes(report.warned),
        "refused": notes(report.refused),
        "left_out": notes(report.left_out),
        "left_out_sheets": [{"sheet": one.name, "rows": one.rows, "why": one.why} for one in report.left_out_sheets],
        "unknown_columns": report.unknown_columns,
        "remarks": report.remarks,
        "was_stopped": report.was_stopped,
    }
    return json.dumps(answer, ensure_ascii=False)


def report_words(report: ImportReport) -> str:
    """Return the report in Persian, one line per remark."""
    template = texts.IMPORTED_DRY if report.is_dry_run else texts.IMPORTED
    counts = ("accepted", "updated", "unchanged", "mended")
    lines = [texts.IMPORT_REMARK.format(why=remark) for remark in report.remarks]
    lines.append(template.format(**{name: persian_digits(str(getattr(report, name))) for name in counts}))
    noted = (
        (texts.IMPORT_REFUSED, report.refused),
        (texts.IMPORT_WARNED, report.warned),
        (texts.IMPORT_LEFT_OUT, report.left_out),
    )
    for words, notes in noted:
        lines += [words.format(row=_place(note), field=note.field, why=note.why) for note in notes]
    return "\n".join(lines)


def _place(note: RowNote) -> str:
    """Return the row of a note, with its sheet if the file has several tables."""
    row = persian_digits(str(note.row))
    return ROW_OF_SHEET.format(row=row, sheet=note.sheet) if note.sheet else row


def _find(parsed: argparse.Namespace, home: Path) -> int:
    """Search, or track a number with its national code; without ``--json`` return 1 if nothing is found."""
    from dealer_app.services.search.search import track

    with opened(home, person=parsed.person) as desktop:
        if parsed.national_code is not None:
            hits = desktop.write(lambda unit: track(unit, parsed.text, parsed.national_code)).value
        else:
            hits = desktop.write(lambda unit: _find_and_note(unit, parsed.text)).value
    if parsed.json:
        print(json.dumps([_hit_fields(hit) for hit in hits], ensure_ascii=False))
        return 0
    print("\n".join(map(_hit_words, hits)) or texts.NOTHING_FOUND)
    return 0 if hits else 1


def _find_and_note(unit: "Unit", text: str) -> tuple[SearchHit, ...]:
    """Search, with an audit row: the result names people, and no screen shows who asked."""
    from dealer_app.services.search.search import find
    from dealer_app.store.tables.audit import write_audit

    hits = find(unit, text, FIND_LIMIT, is_every_order=True)
    write_audit(unit, "searched", "customers", None, {"hits": len(hits)})
    return hits


def _hit_fields(hit: SearchHit) -> dict[str, str]:
    """Return the fields of one hit for the JSON output."""
    return {
        "kind": hit.kind,
        "request": hit.request_number,
        "contract": hit.contract_number,
        "invitation": hit.invitation_number,
        "name": hit.name,
        "why": hit.why,
    }


def _hit_words(hit: SearchHit) -> str:
    """Return one hit as one Persian line."""
    numbers = " · ".join(filter(None, (hit.request_number, hit.contract_number, hit.invitation_number)))
    return texts.FOUND.format(name=hit.name, numbers=numbers, summary=hit.summary, why=hit.why)


def _paper(parsed: argparse.Namespace, home: Path) -> int:
    """Issue a paper, commit its print and write the PDF."""
    with opened(home, person=parsed.person) as desktop:
        (number,) = (one for one in (parsed.order, parsed.customer, parsed.dealership, parsed.plan) if one is not None)
        print(run_paper(desktop, parsed.kind, number, parsed.out, is_confirmed=parsed.confirm))
    return 0


def _day(parsed: argparse.Namespace, home: Path) -> int:
    """Print the day that the clock shows and the last believed one; ``--confirm`` believes it. 1: not believed."""
    from dealer_app.domain.calendar.moments import moment_words
    from dealer_app.services.days.confirming import confirm_day
    from dealer_app.services.days.days import find_doubt, refusal_of

    with opened(home) as desktop:
        doubt = desktop.read(find_doubt)
        if doubt is not None and parsed.confirm:
            desktop.write(confirm_day)
        if doubt is None or parsed.confirm:
            print((texts.DAY_GOOD if doubt is None else texts.DAY_CONFIRMED).format(now=moment_words(desktop.now())))
            return 0
    raise refusal_of(doubt)


def _backup(parsed: argparse.Namespace, home: Path) -> int:
    """Write an encrypted copy of the database."""
    passphrase = os.environ.get(RECOVERY_VARIABLE, "")
    with opened(home) as desktop:
        if passphrase:
            desktop.set_recovery_passphrase(passphrase)
        desktop.backup(parsed.out)
        is_portable = desktop.has_recovery_passphrase()
    print(texts.BACKED_UP.format(path=parsed.out))
    if not is_portable:
        print(texts.BACKUP_STAYS_HERE.format(name=RECOVERY_VARIABLE), file=sys.stderr)
    return 0


def _restore(parsed: argparse.Namespace, home: Path) -> int:
    """Replace the database by a backup; the database may be missing or damaged."""
    if not parsed.file.is_file():
        raise EnvironmentFault("file_missing", path=str(parsed.file))
    refuse_foreign(home)
    desktop = Desktop(home)
    desktop.actor = os_actor()
    kept = desktop.restore(parsed.file, os.environ.get(RECOVERY_VARIABLE) or None)
    print(texts.RESTORED.format(path=parsed.file))
    if kept is not None:
        print(texts.KEPT.format(path=kept))
    return 0


def _verify(_parsed: argparse.Namespace, home: Path) -> int:
    """Examine the database; print one line per problem and return 1 if there is any."""
    refuse_foreign(home)
    _refuse_missing(home)
    report = Desktop(home).verify()
    for problem in report.problems:
        words = sentence(Refusal(problem.code, where=problem.where))
        print(texts.BROKEN.format(what=words), file=sys.stderr)
    if not report.is_sound:
        return 1
    counts = {name: persian_digits(str(getattr(report, name))) for name in ("customers", "orders", "audit_rows")}
    print(texts.VERIFIED.format(**counts))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "demo": _demo,
    "import": _import,
    "find": _find,
    "paper": _paper,
    "day": _day,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
}
