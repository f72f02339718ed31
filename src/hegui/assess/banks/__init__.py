"""Keyword library and question banks: plain files, checked, compared, released by people."""
