"""What a text and a page cost, measured side by side in one run: `make bench`."""
