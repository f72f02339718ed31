"""Worker processes: what an upload's bytes may do is bounded by the operating system.

``nursery`` is a small process that has everything loaded and forks workers, ``worker`` is one of
them, ``pool`` is the service's side, ``wire`` what they say to one another.
"""
