"""Actions, boards and their meetings, and the register of risks, issues and early warnings: pure rules."""
