"""Parse the command line of IT staff and run its command: demo, import, find, paper, check, backup and others.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the environment (disk, file, database). Errors go to stderr in Persian.
Heavy modules are imported only after the command is known: ``check`` never loads a database.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from dealer_app.domain.errors import CodedError, EnvironmentFault, FieldErrors, sentence
from dealer_app.home import home_of
from resources.texts import cli as texts
from resources.texts import cli_hub as hub_texts
from resources.texts import cli_sync as sync_texts
from resources.texts.timeline import PAPERS

OK, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3
EMPTY = "must not be empty"
TABLES = ("dealership", "holiday", "status", "plan", "rule", "staff")
MOST_HOURS = 24 * 60
MOST_CONNECTIONS = 100_000
SYNC = frozenset({"enrol", "sync", "status", "bundle"})
CHECKS = ("national-code", "legal-id", "sheba", "card", "mobile", "postal-code", "vin", "bill")


class PersianParser(argparse.ArgumentParser):
    """An argument parser whose error messages are Persian."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the Persian reason to stderr; exit with code 2."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{texts.USAGE_ERROR}: {_usage_reason(message)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; raise SystemExit(2) for wrong usage, as argparse does."""
    parsed = parse(arguments)
    try:
        code = _run(parsed)
        sys.stdout.flush()
        return code
    except FieldErrors as trouble:
        _complain(*trouble.errors)
        return REFUSED
    except EnvironmentFault as trouble:
        _complain(trouble)
        return ENVIRONMENT
    except CodedError as trouble:
        _complain(trouble)
        return REFUSED
    except OSError as trouble:
        return _stop_on(trouble)
    except KeyboardInterrupt:
        print(texts.STOPPED, file=sys.stderr)
        return REFUSED


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the parsed command; also check what argparse cannot express (which option a paper needs)."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.command == "paper":
        needed = _option_of(parsed.kind)
        if getattr(parsed, needed) is None:
            parser.error(f"--{needed} is needed for {parsed.kind}")
    if parsed.command == "enrol" and parsed.file:
        for needed in ("code", "out"):
            if getattr(parsed, needed) is None:
                parser.error(f"--{needed} is needed for --file")
    if parsed.command == "bundle" and (parsed.direction == "carry") != (parsed.out is not None):
        parser.error("the following arguments are required: OUT" if not parsed.out else "unrecognized arguments: OUT")
    if parsed.command == "check" and parsed.second and parsed.kind != "bill":
        parser.error("only a bill takes a second text")
    return parsed


def build_parser() -> PersianParser:
    """Return the parser of every command."""
    words = texts.HELP
    parser = PersianParser(prog="python -m dealer_app", description=texts.PROGRAM, epilog=texts.EPILOG)
    parser.add_argument("--home", type=_path, metavar="DIR", help=words["home"])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("demo", help=words["demo"])
    _add_import(commands.add_parser("import", help=words["import"]))
    _add_find(commands.add_parser("find", help=words["find"]))
    _add_paper(commands.add_parser("paper", help=words["paper"]))
    _add_check(commands.add_parser("check", help=words["check"]))
    day = commands.add_parser("day", help=words["day"])
    day.add_argument("--confirm", action="store_true", help=words["day.confirm"])
    backup = commands.add_parser("backup", help=words["backup"])
    backup.add_argument("out", type=_path, metavar="OUT", help=words["backup.out"])
    restore = commands.add_parser("restore", help=words["restore"])
    restore.add_argument("file", type=_path, metavar="FILE", help=words["restore.file"])
    commands.add_parser("verify", help=words["verify"])
    _add_sync(commands)
    _add_hub(commands.add_parser("hub", help=hub_texts.HELP["hub"]))
    return parser


def _add_hub(hub: argparse.ArgumentParser) -> None:
    """Add head office's commands."""
    words = hub_texts.HELP
    commands = hub.add_subparsers(dest="hub_command", required=True, metavar="COMMAND")
    for name in ("init", "sms"):
        commands.add_parser(name, help=words[name])
    status = commands.add_parser("status", help=words["status"])
    status.add_argument("--waiting", action="store_true", help=words["status.waiting"])
    status.add_argument("--json", action="store_true", help=texts.HELP["json"])
    serve = commands.add_parser("serve", help=words["serve"])
    serve.add_argument("--host", default="127.0.0.1", help=words["serve.host"])
    serve.add_argument("--port", type=int, default=8460, help=words["serve.port"])
    serve.add_argument("--trial", action="store_true", help=words["serve.trial"])
    serve.add_argument("--metrics", action="store_true", help=words["serve.metrics"])
    counts = range(1, MOST_CONNECTIONS + 1)
    serve.add_argument(
        "--connections", type=int, choices=counts, default=2_000, metavar="N", help=words["serve.connections"]
    )
    code = commands.add_parser("enrol-code", help=words["enrol-code"])
    code.add_argument("--dealership", required=True, metavar="CODE", help=words["dealership"])
    code.add_argument("--new", action="store_true", help=words["enrol-code.new"])
    code.add_argument("--replaces", default="", metavar="DEVICE", help=words["replaces"])
    code.add_argument("--out", type=_path, metavar="FILE", help=words["enrol-code.out"])
    code.add_argument(
        "--hours", type=int, choices=range(1, MOST_HOURS + 1), default=72, metavar="N", help=words["hours"]
    )
    code.add_argument("--url", type=legible, default="", metavar="URL", help=words["enrol-code.url"])
    _add_hub_files(commands)
    decide = commands.add_parser("decide", help=words["decide"])
    decide.add_argument("device", metavar="DEVICE", help=words["device"])
    decide.add_argument("n", type=int, metavar="N", help=words["decide.n"])
    decide.add_argument("decision", choices=("accept", "refuse"), help=words["decide.decision"])
    decide.add_argument("--why", type=legible, required=True, metavar="TEXT", help=words["decide.why"])
    for name in ("reopen", "revoke"):
        commands.add_parser(name, help=words[name]).add_argument("device", metavar="DEVICE", help=words["device"])
    keys = commands.add_parser("keys", help=words["keys"])
    keys.add_argument("action", choices=("new", "retire"), help=words["keys.action"])
    move = commands.add_parser("move", help=words["move"])
    move.add_argument("order", type=legible, metavar="ORDER", help=words["order"])
    move.add_argument("--from", dest="source", required=True, metavar="CODE", help=words["from"])
    move.add_argument("--to", dest="target", required=True, metavar="CODE", help=words["to"])


def _add_hub_files(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add head office's commands that read a file."""
    words = hub_texts.HELP
    orders = commands.add_parser("import", help=words["import"])
    orders.add_argument("file", type=_path, metavar="FILE", help=words["file"])
    orders.add_argument("--dry-run", action="store_true", help=words["dry_run"])
    orders.add_argument("--errors", type=_path, metavar="OUT.xlsx", help=words["errors"])
    orders.add_argument("--json", action="store_true", help=texts.HELP["json"])
    publish = commands.add_parser("publish", help=words["publish"])
    publish.add_argument("kind", choices=TABLES, metavar="KIND", help=words["kind"])
    publish.add_argument("file", type=_path, metavar="FILE", help=words["file"])
    publish.add_argument("--dealership", default="", metavar="CODE", help=words["dealership"])
    publish.add_argument("--confirm", action="store_true", help=words["publish.confirm"])
    bundle = commands.add_parser("bundle", help=words["bundle"])
    bundle.add_argument("file", type=_path, metavar="FILE", help=words["file"])
    bundle.add_argument("out", type=_path, metavar="OUT", help=words["bundle.out"])


def _add_sync(commands: "argparse._SubParsersAction[PersianParser]") -> None:
    """Add the commands of the line to head office."""
    words = sync_texts.HELP
    enrol = commands.add_parser("enrol", help=words["enrol"])
    way = enrol.add_mutually_exclusive_group(required=True)
    way.add_argument("--hub", type=legible, metavar="URL", help=words["enrol.hub"])
    way.add_argument("--file", type=_path, metavar="FILE", help=words["enrol.file"])
    enrol.add_argument("--code", type=legible, metavar="CODE", help=words["enrol.code"])
    enrol.add_argument("--out", type=_path, metavar="REQUEST", help=words["enrol.out"])
    enrol.add_argument("--counter", type=legible, default="", metavar="NAME", help=words["enrol.counter"])
    for name in ("sync", "status"):
        commands.add_parser(name, help=words[name]).add_argument("--json", action="store_true", help=texts.HELP["json"])
    bundle = commands.add_parser("bundle", help=words["bundle"])
    bundle.add_argument("direction", choices=("export", "import", "carry"), help=words["bundle.direction"])
    bundle.add_argument("file", type=_path, metavar="FILE", help=words["bundle.file"])
    bundle.add_argument("out", type=_path, metavar="OUT", nargs="?", help=words["bundle.out"])
    bundle.add_argument("--attachments", action="store_true", help=words["bundle.attachments"])


def _add_import(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``import``."""
    command.add_argument("file", type=_path, metavar="FILE", help=texts.HELP["import.file"])
    command.add_argument("--dry-run", action="store_true", help=texts.HELP["import.dry_run"])
    command.add_argument("--errors", type=_path, metavar="OUT.xlsx", help=texts.HELP["import.errors"])
    command.add_argument("--json", action="store_true", help=texts.HELP["json"])
    _add_person(command)


def _add_find(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``find``."""
    command.add_argument("text", type=legible, metavar="TEXT", help=texts.HELP["find.text"])
    command.add_argument("--national-code", type=legible, metavar="CODE", help=texts.HELP["find.national_code"])
    command.add_argument("--json", action="store_true", help=texts.HELP["json"])
    _add_person(command)


def _add_paper(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``paper``."""
    command.add_argument("kind", choices=tuple(PAPERS), metavar="KIND", help=texts.HELP["paper.kind"])
    whose = command.add_mutually_exclusive_group()
    whose.add_argument("--order", type=legible, metavar="NUMBER", help=texts.HELP["paper.order"])
    whose.add_argument("--customer", type=legible, metavar="CODE", help=texts.HELP["paper.customer"])
    whose.add_argument("--dealership", type=legible, metavar="CODE", help=texts.HELP["paper.dealership"])
    whose.add_argument("--plan", type=legible, metavar="CODE", help=texts.HELP["paper.plan"])
    command.add_argument("--out", type=_path, required=True, metavar="FILE.pdf", help=texts.HELP["paper.out"])
    command.add_argument("--confirm", action="store_true", help=texts.HELP["paper.confirm"])
    _add_person(command)


def _add_person(command: argparse.ArgumentParser) -> None:
    """Add the option that names a member of staff for whom the command acts."""
    command.add_argument("--as", dest="person", type=legible, default="", metavar="NAME", help=texts.HELP["as"])


def _option_of(word: str) -> str:
    """Return the option that names the subject of a paper; the late import avoids loading the services."""
    from dealer_app.documents.papers import PAPERS as REGISTRY
    from dealer_app.documents.papers import kind_of

    return REGISTRY[kind_of(word)].subject.option


def _add_check(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``."""
    command.add_argument(
        "kind", choices=CHECKS, metavar="KIND", help=f"{texts.HELP['check.kind']}: {' | '.join(CHECKS)}"
    )
    command.add_argument("text", type=legible, metavar="TEXT", help=texts.HELP["check.text"])
    command.add_argument("second", type=legible, metavar="TEXT", nargs="?", default="", help=texts.HELP["check.text"])


def _run(parsed: argparse.Namespace) -> int:
    """Run the parsed command with its late imports."""
    if parsed.command == "check":
        from dealer_app.cli.check import run_check

        return run_check(parsed.kind, parsed.text, parsed.second)
    if parsed.command == "hub":
        from dealer_app.cli.hub import run_hub_command

        return run_hub_command(parsed)
    if parsed.command in SYNC:
        from dealer_app.cli.sync import run_sync_command

        return run_sync_command(parsed, home_of(parsed.home))
    from dealer_app.cli.counter import run_command

    return run_command(parsed)


def _usage_reason(message: str) -> str:
    """Return the Persian words for argparse's English ``message``; ``--help`` for an unknown message."""
    for pattern, words in texts.USAGE_ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return "--help"


def legible(text: str) -> str:
    """Return a text of the command line; bytes that are not UTF-8 become replacement characters."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a lone surrogate, which Windows accepts
        return text.encode("utf-8", "replace").decode("utf-8")


def _path(text: str) -> Path:
    """Return a path of the command line; refuse "", which would mean the current folder."""
    if not text:
        raise argparse.ArgumentTypeError(EMPTY)
    return Path(text)


def _stop_on(trouble: OSError) -> int:
    """Print that a file or the output could not be read or written; return the exit code."""
    if trouble.filename is not None:
        _complain(EnvironmentFault("file_out_of_reach", path=str(trouble.filename)))
        return ENVIRONMENT
    with suppress(OSError):  # the reader of the output is gone: the rest must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(trouble, BrokenPipeError):
        _complain(EnvironmentFault("output_not_written"))
    return ENVIRONMENT


def _complain(*errors: CodedError) -> None:
    """Print the sentence of each error to stderr."""
    for error in errors:
        print(sentence(error), file=sys.stderr)
