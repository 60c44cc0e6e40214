"""The Slack edge: one module per noun, from text to a service call and back to a message."""
