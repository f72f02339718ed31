"""The model that a plan asks, and one that judges, by what names them."""

from __future__ import annotations

import os

from inspect_ai.model import Model

from hegui.assess.planning.plan import Target
from hegui.assess.targets.adapter import load_adapter, openai
from hegui.assess.targets.asking import model_at, model_named

KEY = "HEGUI_ASSESS_KEY"
"""The environment variable of the key that an address asks for; it is written nowhere."""


def model_of(target: Target, folder: str, seconds: float) -> Model:
    """What a plan asks; an adapter's file is found from the plan's folder. Raises UsageError,
    ConfigError."""
    if target.way == "model":
        return model_named(target.name)
    if "://" in target.address:
        return at_address(target.address, target.name, seconds)
    path = os.path.normpath(os.path.join(folder, target.address))
    return model_at(load_adapter(path), target.name)


def at_address(address: str, name: str, seconds: float) -> Model:
    """A model at an address that speaks OpenAI's protocol. Raises ConfigError."""
    return model_at(openai(address, name, os.environ.get(KEY, ""), seconds), name)
