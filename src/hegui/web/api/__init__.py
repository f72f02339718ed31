"""The HTTP API: one router a subject, their models beside them."""
