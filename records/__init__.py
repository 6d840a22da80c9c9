"""The nouns that travel between the stages: frozen dataclasses that import nothing of ours."""
