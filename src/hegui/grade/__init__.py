"""Grading the risk of an AI application, and what follows from its grade (docs/grading.md).

The matrix from factors to level was not found in any public source: it is a table that the user
gives, and without one the answer is "not determined". Nothing here rests on wording that was
seen, so nothing fails; all of it is marked unverified.
"""
