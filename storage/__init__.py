"""Tables by noun, the unit of work, the engine and the migrations."""
