"""Say how far the activation of a mobile is, by one badge and one sentence, wherever a file is shown."""

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.domain.files.activation import MOST_WRONG, CodeState, CodeView
from dealer_app.domain.persian import persian_digits
from ui.texts.customer import activation as texts

TONES = {
    "none": ("amber", "clock"),
    "asked": ("amber", "clock"),
    "failed": ("red", "circle-alert"),
    "sent": ("accent", "mail-open"),
    "expired": ("amber", "alarm-clock"),
    "active": ("green", "badge-check"),
    "locked": ("red", "lock"),
}


def stage_of(code: CodeView) -> str:
    """Return the key of the words: the code's state, ``none`` before the first request, ``expired`` after its time."""
    if code.state is None:
        return "none"
    return "expired" if code.state is CodeState.SENT and code.is_expired else code.state.value


def badge_of(code: CodeView) -> tuple[str, str, str]:
    """Return words, tone and icon of the badge."""
    stage = stage_of(code)
    return (texts.BADGES[stage], *TONES[stage])


def sentence_of(code: CodeView) -> str:
    """Return what the state means and what comes next."""
    stage = stage_of(code)
    until = moment_words(code.expires_at) if code.expires_at is not None else ""
    words = [texts.WORDS[stage].format(reason=_reason(code), until=until)]
    if stage == "asked":
        words.append(texts.WORDS["asked_here" if code.is_queued else "asked_there"])
    if stage == "sent" and code.wrong:
        wrong, left = persian_digits(str(code.wrong)), persian_digits(str(MOST_WRONG - code.wrong))
        words.append(texts.WRONG_SO_FAR.format(wrong=wrong, left=left))
    if code.again is not None:
        words.append(texts.AGAIN[code.again.value].format(reason=_reason(code)))
    return " ".join(words)


def _reason(code: CodeView) -> str:
    """Return why it was not sent; a newer head office may name a reason that is unknown here."""
    try:
        return sentence(Refusal(code.reason))
    except KeyError:
        return texts.REASON_UNKNOWN
