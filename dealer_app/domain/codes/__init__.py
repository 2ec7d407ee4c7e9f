"""Codes of persons, accounts, cars and bills: parse and check them."""
