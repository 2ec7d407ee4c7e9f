"""Made-up weeks of opening hours."""

from hypothesis import strategies as st

from dealer_app.domain.directory.hours import Interval, WeekHours, make_week

minutes = st.integers(0, 24 * 60)


@st.composite
def days(draw: st.DrawFn) -> list[Interval]:
    """Draw up to two intervals of one day that do not overlap."""
    points = sorted(draw(st.lists(minutes, max_size=4, unique=True)))
    return [Interval(points[at], points[at + 1]) for at in range(0, len(points) - 1, 2)]


@st.composite
def weeks(draw: st.DrawFn) -> WeekHours:
    """Draw a week; half of the days are equal, as in life."""
    usual = draw(days())
    return make_week([usual if draw(st.booleans()) else draw(days()) for _ in range(7)])
