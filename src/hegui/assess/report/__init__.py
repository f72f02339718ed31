"""The report on an assessment and the filing package, made of its outcome alone."""
