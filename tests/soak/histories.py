"""The shortest history that reveals each mistake; with the right code all of them pass."""

from collections.abc import Callable

from dealer_app.services.plans.plans import StorePlans, store_plans
from dealer_app.services.plans.sheet import SheetPlan
from tests.services.factories import by_manager
from tests.soak.activations import REFUSED, send_codes
from tests.soak.central import DEALERSHIPS, LATE
from tests.soak.checks import check_acknowledged
from tests.soak.disasters import drain, keep_backup, pass_time, restore
from tests.soak.line import send_again, talk
from tests.soak.works import WORKS, activate, attach, call, call_back, edit, invite, order, pay, receive, register
from tests.soak.world import Pc, World

REGISTER, PAY, ATTACH, CALL, CALL_BACK, ORDER, RECEIVE, ACTIVATE, INVITE, EDIT = map(
    WORKS.index, (register, pay, attach, call, call_back, order, receive, activate, invite, edit)
)
History = Callable[[World], None]


def an_answer_is_lost(world: World) -> None:
    """Lose the answers to applied batches, so that the counter sends them again."""
    _register(world, 1)
    for at in range(5):
        talk(world, world.pcs[0], "lost", at)


def a_commit_comes_late(world: World) -> None:
    """Commit a publication after a later writer of its dealership."""
    talk(world, world.pcs[0])
    world.publish_slowly(world.pcs[0].dealership, 1)
    _register(world, 1)
    for _ in range(2):
        talk(world, world.pcs[0])
    world.end_slow()


def the_power_fails_while_reading(world: World) -> None:
    """Cut the power at each write of a talk that reads new rows."""
    talk(world, world.pcs[0])
    for at in range(6):
        world.publish(world.pcs[0].dealership, at)
        talk(world, world.pcs[0], "dark", at)


def the_power_fails_while_writing(world: World) -> None:
    """Cut the power in the transaction of a document."""
    world.work(world.pcs[0], REGISTER, 1, 1, is_dark=True)
    _register(world, 2)


def head_office_is_killed(world: World) -> None:
    """Kill head office at the commit of each call in turn."""
    talk(world, world.pcs[0])
    for at in range(5):
        _register(world, at)
        talk(world, world.pcs[0], "crash", at)
        check_acknowledged(world, world.pcs[0])


def a_season_passes(world: World) -> None:
    """Let time pass after a push; head office must still know its commands."""
    _register(world, 1)
    talk(world, world.pcs[0])
    pass_time(world, world.pcs[0], 5)
    _register(world, 2)


def calls_come_late(world: World) -> None:
    """Let the calls of a talk arrive after newer talks, in any order and twice."""
    for at in range(3):
        talk(world, world.pcs[0], "late", at)
        _register(world, at)
        talk(world, world.pcs[0])
    for at in (*range(40), *reversed(range(40))):
        send_again(world, at)


def a_backup_is_restored(world: World) -> None:
    """Lose what was sent after a backup, and go on."""
    talk(world, world.pcs[0])
    keep_backup(world, world.pcs[0])
    _register(world, 1)
    talk(world, world.pcs[0])
    restore(world, world.pcs[0])
    _register(world, 2)
    talk(world, world.pcs[0])


def numbers_are_drained(world: World) -> None:
    """Ask for numbers again and again without using them up."""
    for _ in range(3):
        drain(world, world.pcs[0], 10**6)


def an_answer_to_a_piece_is_lost(world: World) -> None:
    """Lose the answers to pieces of attachments, so that the counter sends them again."""
    _register(world, 1)
    talk(world, world.pcs[0])
    for at in range(8):
        world.work(world.pcs[0], ATTACH, 0, 12 * at + 5)
        talk(world, world.pcs[0], "lost", at)


def a_visit_is_recorded_again_after_a_restore(world: World) -> None:
    """Lose a visit that head office has, so that the counter gives its number to another one."""
    _register(world, 1)
    talk(world, world.pcs[0])
    keep_backup(world, world.pcs[0])
    world.work(world.pcs[0], RECEIVE, 2, 0)
    talk(world, world.pcs[0])
    restore(world, world.pcs[0])
    world.work(world.pcs[0], RECEIVE, 2, 1)


def two_counters_close_one_call_back(world: World) -> None:
    """Let two counters of a dealership close the same call-back before either hears of it."""
    first, other = world.pcs[0], _colleague(world)
    world.work(first, CALL, 0, 3)
    for pc in (first, other):
        talk(world, pc)
    for at, pc in enumerate((first, other)):
        world.work(pc, CALL_BACK, 0, 2 * at + 1)
        talk(world, pc)


def two_counters_fill_a_plan(world: World) -> None:
    """Order from the smallest plan at two counters, at each as often as it has places, and pay."""
    both = world.pcs[0], _colleague(world)
    for pc in both:
        _register(world, 1)
        talk(world, pc)
    for pc in both:
        for at in range(6):
            world.work(pc, ORDER, 0, at)
        world.work(pc, PAY, 1, 1)


def a_plan_of_a_sheet_is_published_late(world: World) -> None:
    """Order from a sheet's plan and pay; head office has the orders before it publishes the plan."""
    pc = world.pcs[0]
    _register(world, 1)
    talk(world, pc)
    sheet = StorePlans((SheetPlan(2, LATE),), is_confirmed=True)
    pc.desktop.write(lambda unit: store_plans(by_manager(unit), sheet))
    for at in range(3):
        world.work(pc, ORDER, 0, at)
        world.work(pc, PAY, at + 1, at)
    talk(world, pc)
    world.publish_late_plan()


def two_counters_receive_one_attorney(world: World) -> None:
    """Record a visit with another last day of one power of attorney at two counters before either hears of it."""
    both = world.pcs[0], _colleague(world)
    for pc in both:
        talk(world, pc)
    for at, pc in enumerate(both):
        world.work(pc, RECEIVE, 12 - 12 * at, 12 * at)
        world.work(pc, INVITE, 11 - 2 * at, 2 * at + 1)


def two_counters_edit_one_dealership(world: World) -> None:
    """Edit a dealership at two counters; the newer edit reaches head office first."""
    first, other = world.pcs[0], _colleague(world)
    for at, pc in enumerate((first, other)):
        talk(world, pc)
        world.work(pc, EDIT, 2, 2 + 8 * at)
        world.office.clock.pass_by(minutes=1)
    talk(world, other)
    talk(world, first)


def plans_change(world: World) -> None:
    """Publish what changed in plans and directory after a counter has read them."""
    talk(world, world.pcs[0])
    world.publish(world.pcs[0].dealership, 9)


def a_code_is_refused(world: World) -> None:
    """Ask for a code whose message the gateway refuses finally."""
    _register(world, 1)
    talk(world, world.pcs[0])
    for at in range(4):
        world.work(world.pcs[0], ACTIVATE, at, 1)
    talk(world, world.pcs[0])
    send_codes(world, DEALERSHIPS.index(world.pcs[0].dealership), REFUSED)
    talk(world, world.pcs[0])


HISTORIES: dict[str, tuple[History, frozenset[int]]] = {
    "no acked check": (an_answer_is_lost, frozenset({4, 5, 8})),
    "a plain sequence instead of the head lock": (a_commit_comes_late, frozenset({11, 12})),
    "cursor advanced before the rows": (the_power_fails_while_reading, frozenset({12})),
    "number in another transaction": (the_power_fails_while_writing, frozenset({16})),
    "answer before commit": (head_office_is_killed, frozenset({3})),
    "dedupe that expires": (a_season_passes, frozenset({4, 5, 8})),
    "a session judged without proof": (calls_come_late, frozenset({19})),
    "no detection of forks": (a_backup_is_restored, frozenset({3, 4})),
    "no ceiling on numbers": (numbers_are_drained, frozenset({20})),
    "pieces taken at any place": (an_answer_to_a_piece_is_lost, frozenset({4})),
    "a visit keeps its printed number": (a_visit_is_recorded_again_after_a_restore, frozenset({15})),
    "a known call-back keeps its state": (two_counters_close_one_call_back, frozenset({12})),
    "places of a plan not counted": (two_counters_fill_a_plan, frozenset({22})),
    "a refused order keeps its charge": (two_counters_fill_a_plan, frozenset({22})),
    "a plan that comes late": (a_plan_of_a_sheet_is_published_late, frozenset({22})),
    "a known plan stays as it came": (plans_change, frozenset({12})),
    "the newest deed by its row": (two_counters_receive_one_attorney, frozenset({12})),
    "the edit that came last": (two_counters_edit_one_dealership, frozenset({12})),
    "a code called sent that was refused": (a_code_is_refused, frozenset({5})),
}
"""Control -> a history that reveals it, and the promises of which one is reported broken."""


def _register(world: World, at: int) -> None:
    world.work(world.pcs[0], REGISTER, at, at)


def _colleague(world: World) -> Pc:
    """Return another counter of the first one's dealership; it is set up if there is none."""
    dealership = world.pcs[0].dealership
    return next((pc for pc in world.pcs[1:] if pc.dealership == dealership), None) or world.add_pc(dealership)
