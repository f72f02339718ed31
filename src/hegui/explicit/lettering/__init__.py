"""Wordings drawn as bitmaps, and the faces they are drawn with: for pictures, video and PDF."""
