"""``make controls``: print for each negative control which promise revealed it, and after how many operations.

    python -m tests.soak.table [--most 20000]

Each control runs with real counters and a real head office whose code is broken on purpose, and those that the oracle
knows also in its state machine with the mistake in the model. The exit code is 1 if a control was not detected.
"""

import argparse
import logging
import os
import tempfile
from pathlib import Path

from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.soak.controls import CONTROLS
from tests.soak.hunt import Caught, hunt
from tests.soak.world import make_template
from tests.sync.model.machine import HUNT, Line
from tests.sync.model.values import BrokenInvariantError, Mistakes

_IN_MODEL = {
    "no acked check": "no_acked_check",
    "a plain sequence instead of the head lock": "plain_sequence",
    "cursor advanced before the rows": "cursor_before_apply",
    "number in another transaction": "number_in_another_transaction",
    "answer before commit": "ack_before_commit",
    "dedupe that expires": "dedupe_expires",
    "a session judged without proof": "no_freshness",
    "no detection of forks": "no_fork_detection",
    "no ceiling on numbers": "no_ceiling",
}
"""Control -> its mistake in the model; the model has no papers, so the others run only with real counters."""
NOT_IN_MODEL = "-"
_ROW = "{:<43} {:<28} {:<28}"


def main() -> int:
    """Print the table; return 1 if a control was not detected, otherwise 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=20_000, help="operations after which a hunt gives up")
    most = parser.parse_args().most
    os.environ["BAJEH_KEYRING"] = "file"
    logging.getLogger("bajeh").addHandler(logging.NullHandler())
    print(_ROW.format("control", "oracle: promise (steps)", "real: promise (operations)"), flush=True)
    is_red = True
    with tempfile.TemporaryDirectory(prefix="bajeh-controls-") as folder:
        template = make_template(Path(folder))
        for at, (name, control) in enumerate(CONTROLS.items()):
            lives = Path(folder) / f"control-{at}"
            lives.mkdir()
            mistake = _IN_MODEL.get(name)
            in_model = _in_model(mistake) if mistake else None
            real = hunt(control, lives, template, most=most)
            words = NOT_IN_MODEL if in_model is None else _words(in_model)
            print(_ROW.format(name, words, _words(real)), flush=True)
            is_red = is_red and bool(real.promise) and (in_model is None or bool(in_model.promise))
    return 0 if is_red else 1


def _in_model(mistake: str) -> Caught:
    """Run the oracle's state machine with a mistake of the model."""
    steps = 0

    class Mistaken(Line):
        mistakes = Mistakes(**{mistake: True})

        @invariant()
        def count(self) -> None:
            nonlocal steps
            steps += 1

    try:
        run_state_machine_as_test(Mistaken, settings=HUNT)
    except BrokenInvariantError as broken:
        return Caught(broken.number, steps)
    return Caught(0, steps)


def _words(caught: Caught) -> str:
    return f"I{caught.promise} ({caught.operations:,})" if caught.promise else f"NOT SEEN ({caught.operations:,})"


if __name__ == "__main__":
    raise SystemExit(main())
