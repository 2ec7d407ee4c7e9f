"""Calls: the identity gate, the facts it asks for, call-backs, and the hours of the company's phone line."""
