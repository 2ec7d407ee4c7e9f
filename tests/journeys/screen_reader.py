"""Answer requests about the accessibility tree, for tests; runs under Debian's Python, one JSON object a line.

Requests: {"do": "wait", "name": …, "role": …}, {"do": "press", "name": …}, {"do": "focus", "name": …}, {"do": "text",
"name": …}, {"do": "names"}. A name matches if the accessible name contains it; for "focus" and "text" it must be the
whole name. {"do": "text", "text": …} waits until the field contains that text. ``patience``: seconds to wait at most.
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
GONE = (LookupError, RuntimeError, NotImplementedError)  # errors of pyatspi for a widget that was removed


def walk(node: Any) -> Iterator[Any]:
    """Yield ``node`` and every accessible below it; skip nodes that vanish meanwhile."""
    try:
        yield node
        children = [node.getChildAtIndex(i) for i in range(node.childCount)]
    except GONE:
        return
    for child in children:
        if child is not None:
            yield from walk(child)


def is_showing(node: Any) -> bool:
    """Return whether ``node`` is on the screen now."""
    return bool(node.getState().contains(pyatspi.STATE_SHOWING))


def matches(node: Any, wish: Wish) -> bool:
    """Return whether ``node`` matches the request."""
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
    """Return the text of a field."""
    return str(node.queryText().getText(0, -1))


def applications() -> list[Any]:
    """Return the programs on the accessibility bus."""
    desktop = pyatspi.Registry.getDesktop(0)
    return [app for app in (desktop.getChildAtIndex(i) for i in range(desktop.childCount)) if app is not None]


def find(wish: Wish) -> Any:
    """Wait until a control matches the request and return it; return None at the deadline."""
    ends = time.monotonic() + float(wish.get("patience", DEADLINE_S))
    while time.monotonic() < ends:
        for app in applications():
            for node in walk(app):
                if matches(node, wish):
                    return node
        PAUSE.wait(0.1)
    return None


def answer(wish: Wish) -> Answer:
    """Carry out one request and return the answer."""
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
