"""Keywords, refusals, classifiers and judges: kept apart, never averaged."""
