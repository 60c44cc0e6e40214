"""Tests through the real parts: Bolt, SQLite, PostgreSQL, a browser."""
