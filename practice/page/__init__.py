"""What the web page asks and does."""
