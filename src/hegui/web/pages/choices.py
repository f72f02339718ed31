"""What was chosen in a page's form, as the options that the API takes."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from hegui.web.api.options import Options
from hegui.web.problems import invalid

Chosen = TypeVar("Chosen", bound=Options)


def chosen(
    kind: type[Chosen],
    fields: dict[str, str],
    *,
    ticks: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    **fixed: object,
) -> Chosen:
    """The options of ``kind``: of ``ticks`` those that are there, of ``texts`` those that say
    something. Raises Problem."""
    said: dict[str, object] = {name: True for name in ticks if name in fields}
    said |= {name: fields[name] for name in texts if fields.get(name)}
    try:
        return kind.model_validate(said | fixed)
    except ValidationError as error:
        first = error.errors()[0]
        raise invalid(first["loc"], first["msg"]) from None
