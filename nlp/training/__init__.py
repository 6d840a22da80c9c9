"""Scripts that make the weights in nlp/models; nothing at run time imports them."""
