"""Tables of sale plans, their brochures and the orders from them."""
