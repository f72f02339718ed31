"""The service: an HTTP API and pages over hegui's verbs. It holds no rule of its own.

``app.create_app`` makes it, ``hegui serve`` runs it (docs/service.md). Every look into an upload
happens in a worker process (``isolation``), never in the process that answers.
"""
