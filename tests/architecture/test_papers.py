"""Test that each kind of paper is declared everywhere: registry, tables, screen, command line, Persian names."""

import subprocess
import sys
from collections.abc import Container, Mapping
from typing import Any

import pytest

from dealer_app.cli.parser import parse
from dealer_app.documents.papers import PAPERS, Paper
from dealer_app.domain.papers.papers import PaperKind
from dealer_app.services.prints.tables import TABLES
from dealer_app.store.tables.papers import PAPER_RECORDS
from resources.texts.timeline import PAPERS as NAMES
from tests.architecture.source_tree import ROOT
from ui.operations.paper_summaries import SUMMARIES
from ui.texts.seals import KINDS as SEALED
from ui.texts.settings import PAPERS as PRINTERS


def problems_of(
    papers: Mapping[PaperKind, Paper[object]] = PAPERS,
    tables: Container[PaperKind] = TABLES,
    summaries: Container[PaperKind] = SUMMARIES,
    names: Container[str] = NAMES,
    records: Container[PaperKind] = PAPER_RECORDS,
    printers: Container[str] = PRINTERS,
    seals: Container[str] = SEALED,
) -> list[str]:
    """Return the missing declarations, as «kind: place»."""
    places: dict[str, Container[Any]] = {
        "registry": papers,
        "print table": tables,
        "summary": summaries,
        "Persian name": names,
    }
    places |= {"printed records": records, "printer setting": printers, "name of the seal": seals}
    missing = [f"{kind}: {place}" for kind in PaperKind for place, known in places.items() if kind not in known]
    return missing + [f"{kind}: command line" for kind, paper in papers.items() if not is_accepted(paper)]


def is_accepted(paper: Paper[object]) -> bool:
    """Return whether the command line accepts the paper's word together with the option of its subject."""
    try:
        parse(["paper", paper.word, f"--{paper.subject.option}", "1", "--out", "paper.pdf"])
    except SystemExit:
        return False
    return True


def without_receipt(declared: Mapping[PaperKind, Any]) -> dict[PaperKind, Any]:
    """Return a copy without the receipt."""
    return {kind: entry for kind, entry in declared.items() if kind is not PaperKind.RECEIPT}


def test_every_kind_of_paper_is_declared_everywhere() -> None:
    assert problems_of() == []


def test_missing_declaration_is_found() -> None:
    assert problems_of(papers=without_receipt(PAPERS)) == ["receipt: registry"]
    assert problems_of(tables=without_receipt(TABLES)) == ["receipt: print table"]
    assert problems_of(summaries=without_receipt(SUMMARIES)) == ["receipt: summary"]
    assert problems_of(names=set(NAMES) - {"receipt"}) == ["receipt: Persian name"]
    assert problems_of(records=without_receipt(PAPER_RECORDS)) == ["receipt: printed records"]
    assert problems_of(printers=set(PRINTERS) - {"receipt"}) == ["receipt: printer setting"]
    assert problems_of(seals=set(SEALED) - {"receipt"}) == ["receipt: name of the seal"]


def test_word_that_the_command_line_rejects_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    receipt = PAPERS[PaperKind.RECEIPT]
    unknown = Paper("voucher", receipt.subject, receipt.issue, receipt.read, receipt.render)
    assert problems_of(papers={**PAPERS, PaperKind.RECEIPT: unknown}) == ["receipt: command line"]


def test_registry_is_read_without_reportlab() -> None:
    program = "import sys, dealer_app.documents.printing; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
