"""Multi-agency family reviews, the second kind of meeting (OX annex): police, schools and health visitors by role."""
