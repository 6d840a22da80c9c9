"""The steps an article is carried through, one a file."""
