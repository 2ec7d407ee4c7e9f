"""Acts on the numbers of a customer: change with a paper, activation by a code."""
