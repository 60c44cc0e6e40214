"""The port over DBOS: enqueue in a transaction, run, take over."""
