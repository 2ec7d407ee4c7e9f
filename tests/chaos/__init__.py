"""Chaos tests: hubs and counters as processes that are killed at random, with a hostile proxy between them."""
