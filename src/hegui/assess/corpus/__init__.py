"""Training data: random samples of any size of corpus in one pass and flat memory (9.2, 5.1)."""
