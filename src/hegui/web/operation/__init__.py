"""What whoever runs the service sees of it: metrics and logs; and the headers on every answer."""
