"""Any HTTP service as a model of inspect_ai: within ceilings of time and size, every fault named.

The connections, the waiting after a busy answer and the retries are inspect_ai's.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
from inspect_ai.model import (
    ChatMessage,
    GenerateConfig,
    ModelAPI,
    ModelOutput,
    ModelUsage,
    modelapi,
)
from inspect_ai.tool import ToolChoice, ToolInfo

from hegui.assess.targets.adapter import Adapter, filled

NAME = "hegui-http"
_BUSY = frozenset((408, 409, 425, 429, 500, 502, 503, 504))


class Fault(Exception):  # noqa: N818  # as in errors.py: the name says what happened
    """An answer that could not be had. ``name`` is one word that never changes."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name


class Busy(Fault):
    """A fault that may be over in a moment."""


class HttpModel(ModelAPI):
    """A service reached by an adapter."""

    def __init__(
        self,
        model_name: str,
        base_url: str | None = None,
        api_key: str | None = None,
        config: GenerateConfig = GenerateConfig(),  # noqa: B008  # inspect_ai's own signature
        *,
        adapter: Adapter,
    ) -> None:
        super().__init__(model_name, base_url, api_key, [], config)
        self._adapter = adapter
        self._client: httpx.AsyncClient | None = None

    async def generate(
        self,
        input: list[ChatMessage],
        tools: list[ToolInfo],
        tool_choice: ToolChoice,
        config: GenerateConfig,
    ) -> ModelOutput:
        """One question put to the service. Raises Fault."""
        question = input[-1].text
        try:
            async with asyncio.timeout(self._adapter.seconds):
                return self._output(await self._asked(question))
        except TimeoutError:
            raise Fault("too-slow", f"{self._adapter.seconds:g} s") from None
        except httpx.TimeoutException:
            raise Busy("too-slow") from None
        except httpx.TransportError as error:
            raise Busy("no-connection", str(error) or type(error).__name__) from error
        except httpx.InvalidURL as error:
            raise Fault("no-connection", str(error)) from error

    def should_retry(self, ex: BaseException) -> bool:
        """Whether to ask once more: inspect_ai waits in between."""
        return isinstance(ex, Busy)

    def max_connections(self) -> int:
        """In flight at once where nobody says how many."""
        return 32

    def connection_key(self) -> str:
        """The service that the connections are counted for."""
        return self._adapter.address

    async def aclose(self) -> None:
        """Closes the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _asked(self, question: str) -> tuple[str, bytes]:
        """The media type and the body of the response, read up to the ceiling."""
        if self._client is None:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=256)
            self._client = httpx.AsyncClient(
                timeout=self._adapter.seconds, limits=limits, follow_redirects=False
            )
        try:
            text = json.dumps(filled(self._adapter.body, question), ensure_ascii=False)
            content = text.encode("utf-8", "surrogatepass")
        except ValueError as error:
            raise Fault("no-question", str(error)) from error
        # Packed answers are not asked for: a few bytes of them can stand for gigabytes.
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= self._adapter.headers
        async with self._client.stream(
            "POST", self._adapter.address, content=content, headers=headers
        ) as response:
            if response.status_code in _BUSY:
                raise Busy("http", str(response.status_code))
            if response.status_code != 200:
                raise Fault("http", str(response.status_code))
            if response.headers.get("content-encoding", "identity") != "identity":
                raise Fault("packed", response.headers["content-encoding"])
            read = bytearray()
            async for block in response.aiter_raw():
                read += block
                if len(read) > self._adapter.most_bytes:
                    raise Fault("too-long", f"{self._adapter.most_bytes} bytes")
            return response.headers.get("content-type", ""), bytes(read)

    def _output(self, response: tuple[str, bytes]) -> ModelOutput:
        text = response[1].decode("utf-8", "replace")
        if self._adapter.stream:
            parts = [self._found(one) for one in _events(text)]
            return ModelOutput.from_content(self.model_name, "".join(parts))
        if not self._adapter.answer:
            return ModelOutput.from_content(self.model_name, text)
        said = _parsed(text)
        output = ModelOutput.from_content(
            self.model_name,
            _at(said, self._adapter.answer) or "",
            stop_reason="content_filter" if _filtered(said) else "stop",
        )
        output.usage = _usage(said)
        return output

    def _found(self, event: str) -> str:
        return (_at(_parsed(event), self._adapter.answer) or "") if self._adapter.answer else event


def _events(text: str) -> list[str]:
    lines = [one[5:].strip() for one in text.splitlines() if one.startswith("data:")]
    return [one for one in lines if one and one != "[DONE]"]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fault("no-json", str(error)[:200]) from error


def _at(said: Any, path: str) -> str | None:
    """The text at a path of names and numbers; None where it is null, a Fault where no text is."""
    for step in path.split("."):
        if isinstance(said, dict) and step in said:
            said = said[step]
        elif isinstance(said, list) and step.isdigit() and int(step) < len(said):
            said = said[int(step)]
        else:
            raise Fault("no-answer", path)
    if said is not None and not isinstance(said, str):
        raise Fault("no-answer", path)
    return said


def _filtered(said: Any) -> bool:
    choices = said.get("choices") if isinstance(said, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return isinstance(first, dict) and first.get("finish_reason") == "content_filter"


def _usage(said: Any) -> ModelUsage | None:
    usage = said.get("usage") if isinstance(said, dict) else None
    if not isinstance(usage, dict):
        return None
    counts = [usage.get(key) for key in ("prompt_tokens", "completion_tokens")]
    put, got = (one if type(one) is int else 0 for one in counts)
    return ModelUsage(input_tokens=put, output_tokens=got, total_tokens=put + got)


@modelapi(name=NAME)
def http_model() -> type[ModelAPI]:
    """Registers the class with inspect_ai under its name."""
    return HttpModel
