"""Tables that hold the ids of all rows and fetch the rows on demand."""
