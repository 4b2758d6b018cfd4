"""What is kept: tables, encryption, transactions. SQLAlchemy and nothing of the web."""
