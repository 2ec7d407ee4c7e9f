"""Find prices that are far from those of the same car: a zero too many, a zero lost, Toman taken for Rial."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import format_rial
from dealer_app.domain.orders.prices import LEAST_OTHERS, is_far, usual_of
from dealer_app.services.imports.rows import RowFacts
from dealer_app.store.tables.orders import OrderRecord

Car = tuple[str, str, str]
"""Brand, car and model year."""


def load_usual(session: Session) -> dict[Car, float]:
    """Return the mean price in Rial of each car with several stored orders."""
    car = OrderRecord.brand, OrderRecord.car, OrderRecord.model_year
    query = select(*car, func.avg(OrderRecord.price)).where(OrderRecord.price > 0, OrderRecord.car != "")
    rows = session.execute(query.group_by(*car).having(func.count() >= LEAST_OTHERS))
    return {(brand, name, year): float(mean) for brand, name, year, mean in rows}


@dataclass(slots=True)
class PriceWatch:
    """The prices of one table by car; ``usual`` are those of the stored orders."""

    usual: Mapping[Car, float]
    _rows: "dict[Car, array[int]]" = field(default_factory=lambda: defaultdict(lambda: array("q")))
    _prices: "dict[Car, array[int]]" = field(default_factory=lambda: defaultdict(lambda: array("q")))

    def take(self, facts: RowFacts) -> None:
        """Note the price of an accepted row."""
        order = facts.order
        if order.price > 0 and order.car:
            car = order.brand, order.car, order.model_year
            self._rows[car].append(facts.row)
            self._prices[car].append(order.price)

    def list_warnings(self) -> Iterator[tuple[int, FieldError]]:
        """Yield row and warning of each price that is far from the stored ones or from the others of the table."""
        for car, prices in self._prices.items():
            usual = self.usual.get(car) or (usual_of(prices) if len(prices) > LEAST_OTHERS else 0)
            for row, price in zip(self._rows[car], prices, strict=True):
                if is_far(price, usual):
                    shown = {"given": format_rial(price), "usual": format_rial(round(usual))}
                    yield row, FieldError("import_price_far", "price", is_warning=True, **shown)
