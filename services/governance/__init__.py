"""Actions, boards, and the register of risks, issues and early warnings."""
