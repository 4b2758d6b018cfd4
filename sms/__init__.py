"""The text line: what a phone sends us, and the one text that goes back."""
