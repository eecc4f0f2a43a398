"""Industry chains, their parts, and what belongs to them."""
