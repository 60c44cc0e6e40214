"""What the product does, on SQLite and on PostgreSQL."""
