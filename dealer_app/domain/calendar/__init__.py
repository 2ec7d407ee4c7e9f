"""The Jalali calendar, Tehran's time and working days."""
