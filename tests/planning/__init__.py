"""Planning a month: hard rules, causes, cost, and the same answer whatever the order of the rows."""
