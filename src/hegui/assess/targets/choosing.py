"""The service that a plan asks, and one that judges, by what names them."""

from __future__ import annotations

import os

from hegui.assess.planning.plan import Target
from hegui.assess.targets.adapter import load_adapter, openai
from hegui.assess.targets.asking import Asked
from hegui.assess.targets.http_service import HttpService

KEY = "HEGUI_ASSESS_KEY"
"""The environment variable of the key that an address asks for; it is written nowhere."""


def model_of(target: Target, folder: str, seconds: float) -> Asked:
    """What a plan asks; an adapter's file is found from the plan's folder. Raises UsageError,
    ConfigError."""
    if target.way == "model":
        return by_name(target.name)
    if "://" in target.address:
        return at_address(target.address, target.name, seconds)
    path = os.path.normpath(os.path.join(folder, target.address))
    return HttpService(load_adapter(path), target.name)


def at_address(address: str, name: str, seconds: float) -> Asked:
    """A model at an address that speaks OpenAI's protocol. Raises ConfigError, UsageError."""
    return HttpService(openai(address, name, os.environ.get(KEY, ""), seconds), name)


def by_name(name: str) -> Asked:
    """A model of inspect_ai. Raises UsageError where there is none of that name."""
    # inspect_ai takes seconds to load, and an HTTP service needs nothing of it.
    from hegui.assess.targets.inspect_model import model_named

    return model_named(name)
