"""Open an invitation letter as a clerk, and read the states of its prints."""

from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.store.core.unit import Unit
from tests.print_log import list_prints
from tests.ui.clerk import Clerk, main_order
from ui.pages.papers.page import PaperPage


def open_letter(clerk: Clerk) -> PaperPage:
    def work(unit: Unit) -> PaperRef:
        from dealer_app.domain.bills import IssueInvitation
        from dealer_app.services.invitations import invitations

        letter = invitations.issue_invitation(unit, IssueInvitation(main_order(unit)[1]))
        return PaperRef(PaperKind.INVITATION, letter.id)

    refs: list[PaperRef] = []
    tasks = clerk.counter.tasks
    tasks.run_write(clerk.counter, work, lambda written: refs.append(written.value))
    clerk.until(lambda: bool(refs))
    clerk.counter.navigate.open_paper(refs[0])
    page = clerk.page
    assert isinstance(page, PaperPage)
    clerk.until(lambda: page.view is not None)
    return page


def states(clerk: Clerk, ref: PaperRef) -> list[tuple[int, str]]:
    def work(unit: Unit) -> list[tuple[int, str]]:
        return [(row.copy_number, row.state) for row in list_prints(unit, ref)]

    return clerk.read(work)
