"""Acceptance: the whole way at a running server."""
