"""The contract both engines keep, and the parts it is made of."""
