"""What is true: the rules of the service, in the standard library alone."""
