"""Words about the dealership at which an order is registered, if it is another one."""

from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right, who_may_allow
from dealer_app.domain.visits import RightDealership
from ui.texts import visits as texts
from ui.widgets.notes.banner import Banner
from ui.widgets.words.directed import directed


def show_elsewhere(banner: Banner, place: RightDealership | None, *, may_go_on: bool) -> None:
    """Show at which dealership the order is registered; None hides the banner."""
    banner.setVisible(place is not None)
    if place is not None:
        strong = texts.ELSEWHERE.format(place=f"{place.name} {directed(persian_digits(place.code))}".strip())
        banner.say(place_words(strong, place, may_go_on=may_go_on), strong=strong)


def place_words(strong: str, place: RightDealership, *, may_go_on: bool) -> str:
    """Return the sentence about the right dealership, as far as it is known here."""
    hours = texts.ELSEWHERE_HOURS.format(hours=place.hours) if place.hours else ""
    known = " · ".join(part for part in (place.address, directed(persian_digits(place.phone)), hours) if part)
    forbidden = texts.ELSEWHERE_FORBIDDEN.format(who=who_may_allow(Right.OTHER_DEALERSHIP))
    parts = (strong, known or texts.ELSEWHERE_NOTHING, "" if may_go_on else forbidden)
    return " ".join(part for part in parts if part)
