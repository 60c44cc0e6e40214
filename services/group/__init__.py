"""A team's own meeting: when it is, who comes, what is on its agenda, and what was recorded of it."""
