"""Asking a service: any model through inspect_ai, any HTTP service, or answers on file."""
