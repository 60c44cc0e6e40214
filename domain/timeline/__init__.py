"""Milestones: what was promised, what is expected, and what colour that makes."""
