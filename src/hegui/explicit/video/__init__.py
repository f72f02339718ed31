"""Video (GB 45438-2025 5.4): only what bears the label is encoded anew, where that can be."""
