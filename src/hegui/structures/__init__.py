"""Structures of files that several rooms change: ZIP, OPC, PDF; RIFF, BMFF, EBML, Ogg, MPEG."""
