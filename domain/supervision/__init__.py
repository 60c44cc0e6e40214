"""Professional supervision: what is due, what states it passes through, and what stands in the way."""
