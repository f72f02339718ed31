"""What is uploaded: received within ceilings, kept without a name, its digest taken on arrival."""
