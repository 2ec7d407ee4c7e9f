"""Declare the fields of all that travels: what each may hold, by the types and limits of the domain."""
