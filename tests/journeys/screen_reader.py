"""What a screen reader sees, for tests: runs under Debian's Python; one JSON wish a line in, one answer out.

Wishes: {"do": "wait", "name": …, "role": …}, {"do": "press", "name": …}, {"do": "focus", "name": …},
{"do": "text", "name": …}, {"do": "names"}. A name matches when the accessible name contains it; of fields to focus or
to read it must be the whole name. {"do": "text", "text": …} waits until the field holds that text. ``patience``:
seconds to wait at most.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

Wish = dict[str, str]
Answer = dict[str, Any]

PAUSE = threading.Event()
DEADLINE_S = "30"
WHOLE_NAME = {"focus", "text"}
GONE = (LookupError, RuntimeError, NotImplementedError)  # what pyatspi raises of a widget that went away


def walk(node: Any) -> Iterator[Any]:
    """Yield every accessible below ``node``; nodes that vanish meanwhile are passed over."""
    try:
        yield node
        children = [node.getChildAtIndex(i) for i in range(node.childCount)]
    except GONE:
        return
    for child in children:
        if child is not None:
            yield from walk(child)


def is_showing(node: Any) -> bool:
    """Say whether ``node`` is on the screen now."""
    return bool(node.getState().contains(pyatspi.STATE_SHOWING))


def matches(node: Any, wish: Wish) -> bool:
    """Say whether ``node`` is what the wish names."""
    try:
        name = node.name or ""
        if wish["name"] != name if wish["do"] in WHOLE_NAME else wish["name"] not in name:
            return False
        if not is_showing(node) or wish.get("role", "") not in str(node.getRoleName()):
            return False
        return "text" not in wish or text_of(node) == wish["text"]
    except GONE:
        return False


def text_of(node: Any) -> str:
    """Return what stands in a field."""
    return str(node.queryText().getText(0, -1))


def applications() -> list[Any]:
    """Return the programs on the accessibility bus."""
    desktop = pyatspi.Registry.getDesktop(0)
    return [app for app in (desktop.getChildAtIndex(i) for i in range(desktop.childCount)) if app is not None]


def find(wish: Wish) -> Any:
    """Wait until a control matches the wish and return it; None at the deadline."""
    ends = time.monotonic() + float(wish.get("patience", DEADLINE_S))
    while time.monotonic() < ends:
        for app in applications():
            for node in walk(app):
                if matches(node, wish):
                    return node
        PAUSE.wait(0.1)
    return None


def answer(wish: Wish) -> Answer:
    """Carry out one wish and return what to print."""
    if wish["do"] == "names":
        return {"ok": True, "names": [node.name for app in applications() for node in walk(app) if node.name]}
    node = find(wish)
    if node is None:
        return {"ok": False}
    if wish["do"] == "press":
        node.queryAction().doAction(0)
    elif wish["do"] == "focus":
        node.queryComponent().grabFocus()
    elif wish["do"] == "text":
        return {"ok": True, "text": text_of(node)}
    return {"ok": True, "name": node.name, "role": node.getRoleName()}


for line in sys.stdin:
    sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
    sys.stdout.flush()
