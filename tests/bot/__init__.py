"""The process edge."""
