"""The house keeps its promises: manifest, help, docs and settings agree."""
