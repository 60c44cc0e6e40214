"""Planning as the product does it: gather the facts, plan in a child process, propose, approve, repair, explain."""
