"""The Slack edge, through the real Bolt app."""
