"""The process edge: settings, wiring, Slack, web and command line."""
