"""When the bot may write to somebody, and what they chose to hear."""
