"""ZIP archives: their directory checked before it is trusted, their members spliced in place."""
