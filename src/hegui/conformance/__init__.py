"""Does a file conform? Checks as data, one finding a check and place, each with its clause."""
