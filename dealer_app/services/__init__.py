"""The verbs of the counter: one function per verb, one transaction each."""
