"""What several format families are built of: boxes, chunks, tags, directories, archives."""
