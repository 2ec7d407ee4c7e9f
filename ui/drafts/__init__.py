"""Keep what is typed in every form, and offer it again."""
