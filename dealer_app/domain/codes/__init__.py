"""Codes with check digits: who somebody is, which account, which car, which bill."""
