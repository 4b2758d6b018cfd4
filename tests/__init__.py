"""What is true of Heard, tested: this tree mirrors the code, name for name."""
