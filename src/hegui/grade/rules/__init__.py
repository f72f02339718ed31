"""What a grading is held to, as data in both languages: levels, factors, measures, questions."""
