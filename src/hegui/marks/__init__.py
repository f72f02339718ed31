"""Marks of other regimes, read and written: IPTC DigitalSourceType and C2PA."""
