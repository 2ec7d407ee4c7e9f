"""Find a command by a few of its letters, in any Persian spelling."""

from collections.abc import Iterable

from dealer_app.domain.persian import normalise
from ui.commands.command import Command

MISS = -1


def score(query: str, text: str) -> int:
    """Return how well ``query`` matches ``text`` (both normalised); MISS if it does not.

    The beginning of a word counts more than its middle; letters in order with gaps count least.
    """
    if not query:
        return 0
    if any(word.startswith(query) for word in text.split()) or text.startswith(query):
        return 300 - len(text)
    if query in text:
        return 200 - len(text)
    rest = iter(text)
    return 100 - len(text) if all(letter in rest for letter in query.replace(" ", "")) else MISS


def rank(query: str, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands that match ``query``, best first; an empty query keeps all in their order."""
    wanted = normalise(query)
    scored = [(max(score(wanted, normalise(text)) for text in _texts(command)), command) for command in commands]
    fitting = [pair for pair in scored if pair[0] > MISS]
    return tuple(command for _, command in sorted(fitting, key=lambda pair: -pair[0]))


def _texts(command: Command) -> tuple[str, ...]:
    return (command.name, *(command.words.split("|") if command.words else ()), command.key or command.name)
