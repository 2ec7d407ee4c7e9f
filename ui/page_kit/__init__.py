"""What every page is made of and handed: base class, context, notes, who is signed in."""
