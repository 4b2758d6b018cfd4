"""What happens: each service is a noun, takes an open connection, and never commits."""
