"""A month of supervision sessions: what is asked, what is possible, what it costs, the plan and its check."""
