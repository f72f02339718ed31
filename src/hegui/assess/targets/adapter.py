"""How one HTTP service is spoken to, as data: a small file, service.toml.

format = "hegui-service"
version = 1
address = "https://chat.example.com/v1/ask"
answer = "data.reply"               # where the answer stands in the response
stream = false                      # true: lines "data: {…}", answers joined

[headers]
Authorization = "Bearer ${CHAT_KEY}"    # taken from the environment, never written anywhere

[body]                              # sent as JSON; {question} is put in
query = "{question}"
user = "assessment"

[ceilings]
seconds = 120                       # of one answer, from the first byte sent to the last read
bytes = 4194304                     # of one response
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from hegui.errors import ConfigError, UsageError
from hegui.files.source import printable

FORMAT, VERSION = "hegui-service", 1
SECONDS, BYTES = 120.0, 4 * 1024 * 1024
_MOST_BYTES = 1024 * 1024
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_TABLES = {
    "": {"format", "version", "address", "answer", "stream", "headers", "body", "ceilings"},
    "ceilings": {"seconds", "bytes"},
}


@dataclass(frozen=True, slots=True)
class Adapter:
    """One service. ``answer`` is a path of names and numbers in the response's JSON, "" where the
    response is the answer as plain text. ``seconds`` and ``most_bytes`` bound one answer."""

    address: str
    answer: str
    body: dict[str, object]
    headers: dict[str, str] = field(default_factory=dict)
    stream: bool = False
    seconds: float = SECONDS
    most_bytes: int = BYTES


def openai(base: str, model: str, key: str = "", seconds: float = SECONDS) -> Adapter:
    """The adapter of an address that speaks OpenAI's chat completions.

    Raises ConfigError for an address that is none, UsageError without a model, which that
    protocol demands.
    """
    _checked(base, base)
    if not model.strip():
        raise UsageError("name the model at {address} with --endpoint-model", address=base)
    return Adapter(
        base.rstrip("/") + "/chat/completions",
        "choices.0.message.content",
        {"model": model, "messages": [{"role": "user", "content": "{question}"}]},
        {"Authorization": f"Bearer {key}"} if key else {},
        seconds=seconds,
    )


def load_adapter(path: str) -> Adapter:
    """The adapter in a file. Raises ConfigError for what is unknown, wrong or not set."""
    name = printable(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ConfigError("is larger than {ceiling} bytes", path=name, ceiling=_MOST_BYTES)
        said = tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError) as error:  # TOML's and UTF-8's errors are ValueErrors
        cause = getattr(error, "strerror", None) or str(error)
        raise ConfigError("cannot be read: {cause}", path=name, cause=cause) from error
    if said.get("format") != FORMAT or said.get("version") != VERSION:
        raise ConfigError(
            "is no service: it begins with format = {form!r} and version = {version}",
            path=name,
            form=FORMAT,
            version=VERSION,
        )
    ceilings = _table(said, "ceilings", name)
    for key in sorted((set(said) - _TABLES[""]) | (set(ceilings) - _TABLES["ceilings"])):
        raise ConfigError("{key} is unknown here", path=name, key=key)
    body, headers = _table(said, "body", name), _table(said, "headers", name)
    if "{question}" not in str(body):
        raise ConfigError("nothing of the body says {question}", path=name, question="{question}")
    return Adapter(
        _checked(_text(said, "address", name), name),
        _text(said, "answer", name, ""),
        body,
        {key: _filled(str(value), name) for key, value in headers.items()},
        said.get("stream", False) is True,
        _number(ceilings, "seconds", SECONDS, name),
        int(_number(ceilings, "bytes", BYTES, name)),
    )


def _checked(address: str, name: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError("{address} is no address of a service", path=name, address=address)
    return address


def _table(said: dict[str, object], key: str, name: str) -> dict[str, object]:
    table = said.get(key, {})
    if not isinstance(table, dict):
        raise ConfigError("{key} is no table", path=name, key=key)
    return table


def _text(said: dict[str, object], key: str, name: str, default: str | None = None) -> str:
    value = said.get(key, default)
    if not isinstance(value, str):
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    return value


def _number(said: dict[str, object], key: str, default: float, name: str) -> float:
    value = said.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    if not 0 < value < math.inf:  # NaN as well
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    return float(value)


def _filled(value: str, name: str) -> str:
    for variable in _VARIABLE.findall(value):
        if variable not in os.environ:
            raise ConfigError("the variable {name} is not set", path=name, name=variable)
    return _VARIABLE.sub(lambda found: os.environ[found[1]], value)


def filled(body: object, question: str) -> object:
    """The body with the question in it."""
    if isinstance(body, str):
        return body.replace("{question}", question)
    if isinstance(body, list):
        return [filled(one, question) for one in body]
    if isinstance(body, dict):
        return {key: filled(one, question) for key, one in body.items()}
    return body
