"""Help: questions with answers to read aloud, official addresses, the lottery."""
