"""The funded posts: recruitment and funding."""
