"""Importing a county's files."""
