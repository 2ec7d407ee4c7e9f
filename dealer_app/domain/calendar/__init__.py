"""Days: the Jalali calendar, Tehran's time, working days."""
