"""The Web API and the response addresses: what the bot calls."""
