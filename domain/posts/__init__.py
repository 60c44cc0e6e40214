"""The funded posts: who is in them, since when a seat is empty, what the vacancy rate is, and what waits for them."""
