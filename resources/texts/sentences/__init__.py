"""Persian sentences of error codes, one module a layer or feature."""
