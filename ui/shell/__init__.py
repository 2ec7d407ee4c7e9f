"""The window: sign-in, bars, tabs, navigation, and the object that joins all parts."""
