"""Write head office's rows and answers into the counter's database."""
