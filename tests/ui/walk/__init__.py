"""A walk over every page in every size and look: what is cut, what overlaps, and which focus cannot be seen."""
