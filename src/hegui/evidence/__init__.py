"""Every sign that a file was generated, gathered: labels, seals, marks, traces, detectors."""
