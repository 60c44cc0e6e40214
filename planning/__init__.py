"""Scheduling: plain dataclasses in, plain dataclasses out."""
