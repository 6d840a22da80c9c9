"""Training of what the collector has learned; needs scikit-learn, which running it does not."""
