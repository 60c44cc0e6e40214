"""What the product does: each function is one unit of work. No Slack and no wording here."""
