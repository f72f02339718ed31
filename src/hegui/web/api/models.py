"""What answers hold, as the OpenAPI document describes them.

The objects themselves are made by ``hegui.as_json``, the same as ``--json`` prints; a test holds
what the service answers to these models.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

_EXAMPLE_LABEL: dict[str, JsonValue] = {
    "Label": "1",
    "ContentProducer": "001191440300708461136T1XGW3",
    "ProduceID": "a3f1c9d2e5b84c17",
    "ReservedCode1": "",
    "ContentPropagator": "001191440300708461136T1XGW3",
    "PropagateID": "a3f1c9d2e5b84c17",
    "ReservedCode2": "",
}


class Model(BaseModel):
    """An object whose members are all named here."""

    model_config = ConfigDict(extra="forbid")


class Label(Model):
    """The seven members of a label under their names in GB 45438-2025 Annex E."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE_LABEL]})

    Label: Literal["1", "2", "3"] | None
    ContentProducer: str
    ProduceID: str
    ReservedCode1: str
    ContentPropagator: str
    PropagateID: str
    ReservedCode2: str


class Tolerance(Model):
    """What reading a label had to tolerate."""

    id: str
    detail: str


class Site(Model):
    """One place where a label was found; with ``problem`` one that cannot be read."""

    slot: str
    prescribed: bool
    place: str
    offset: int
    length: int
    dialect: str
    label: Label | None = None
    as_found: list[list[Any]] | None = None
    tolerances: list[Tolerance] | None = None
    seals: dict[str, Any] | None = None
    text: str | None = None
    problem: str | None = None


class Blind(Model):
    """A place that could not be looked at, and why."""

    place: str
    offset: int
    reason: str


class Upload(Model):
    """What was uploaded: its shown name, its size in bytes, its digest in hexadecimal."""

    file: str
    size: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Reading(Upload):
    """What a file says about its origin."""

    outcome: Literal["read"]
    format: str
    sites: list[Site]
    could_not_look: list[Blind]


class Region(Model):
    """Which part of a picture (shares of it) or of a time (seconds) a sign is in."""

    left: float
    top: float
    width: float
    height: float
    start: float
    end: float


class Evidence(Model):
    """One sign: what, where, how strong, and what its reading rests on."""

    kind: str
    sign: str
    says: str
    strength: Literal["proves", "declares", "suggests"]
    place: str
    offset: int | None
    sentence: str
    source: str
    region: Region | None


class Unexamined(Model):
    """What could not be examined, and why."""

    what: str
    place: str
    reason: str


class Judgement(Model):
    """A verdict of Labelling Measures art. 6, what it rests on and what follows from it."""

    format: str | None
    verdict: Literal["is", "may-be", "suspected", "none", "undetermined"]
    row: str
    article: str
    rule: str | None = Field(None, description="The provision's id in the catalogue of rules.")
    settled: bool
    policy: dict[str, str] | None
    notice: dict[str, str] | None
    label: Literal["1", "2", "3"] | None
    evidence: list[Evidence]
    rests_on: list[int]
    against: list[int]
    seal_failed: bool
    could_not_look: list[Unexamined]
    not_asked: list[str]


class Checked(Upload, Judgement):
    """The verdict on an upload."""

    outcome: Literal["checked"]
    record: int | None = Field(None, description="Its position in the ledger.")


class Result(Model):
    """The file that was written."""

    name: str
    media_type: str
    size: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Problem(BaseModel):
    """Problem details (RFC 9457), in the language of the request."""

    type: str = Field(examples=["/api/v1/problems/BrokenFile"])
    title: str
    status: int
    detail: str
    kind: str = Field(description="The name to program against.", examples=["BrokenFile"])
    place: str | None = Field(None, description="Where in the file.")
