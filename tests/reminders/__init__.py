"""What falls due, and how it reaches people."""
