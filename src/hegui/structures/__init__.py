"""Structures of files that several rooms change: ZIP archives, OPC packages, PDF."""
