"""For a provider's own service: its responses get their labels on the way out.

    from hegui.web.middleware import LabelResponses

    app.add_middleware(LabelResponses, producer="001191440300708461136T1XGW3")

Plain ASGI: it works with Starlette, FastAPI and everything else that speaks ASGI, and needs none
of them (docs/middleware.md).
"""

from hegui.web.middleware.responses import LabelResponses

__all__ = ["LabelResponses"]
