"""Work that outlives its request: kept in the database, done by any server of it, once.

A job is acknowledged when its upload is on the disk and its row is committed. Whoever runs it
holds it by a lease (its server and a number that grows each time it is taken); only the holder
can end it. Servers show that they live by counting in the database, and each judges the others by
its own monotonic clock, so that no clock has to be right. Its outcome is kept first, its records
are appended to the ledger under its id, which appends them once, and then it is over.
"""
