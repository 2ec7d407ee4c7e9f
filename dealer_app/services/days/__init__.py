"""Ask for the day: nothing is numbered, dated or paid while the clock is not believed."""
