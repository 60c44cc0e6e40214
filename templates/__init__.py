"""What people read: one file a message, and the functions that lay it out."""
