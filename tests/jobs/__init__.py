"""Durable work, with the real engine."""
