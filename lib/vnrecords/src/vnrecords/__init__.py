"""The rules of Vietnamese official documents, without a database."""
