"""Main window: entrance, bars, tabs, navigation, and the object that connects all parts."""
