"""Each team's recurring slot for group case supervision: the template of a term, and its dates."""
