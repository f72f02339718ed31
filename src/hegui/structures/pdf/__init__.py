"""PDF as far as a label needs it: objects, cross-references, encryption, appended updates.

Source throughout: ISO 32000-2:2020 (PDF 2.0); chapter numbers in comments are its own.
"""
