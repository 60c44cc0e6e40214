"""Rules of a team's own meeting that need no records: its three numbers, its figures, and who leads the opening."""
