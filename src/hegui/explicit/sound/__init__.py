"""Sound: its samples, its loudness, the prompts, and the formats they are joined into.

What has samples needs NumPy; what is compressed needs PyAV as well (the extra ``video``).
"""
