"""The contract: what a notice, its offices and the difference of two plans are made of."""
