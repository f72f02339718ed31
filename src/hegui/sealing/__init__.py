"""Seals where files are: made over content, kept from going stale, verified when a file is read.

``seal`` is given digests and labels; here is where they come from. Nothing of cryptography is
loaded until a label holds a seal or is to get one.
"""
