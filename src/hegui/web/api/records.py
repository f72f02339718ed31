"""``/api/v1/records``: the ledger looked up, and its proofs."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from hegui.errors import UsageError
from hegui.ledger import looking_up
from hegui.ledger.drafts import Draft
from hegui.ledger.records import KINDS
from hegui.web.access.account import account_of
from hegui.web.api.bodies import problems
from hegui.web.api.entries import EntryRecord, entry_record
from hegui.web.api.models import Model
from hegui.web.api.moments import Moment
from hegui.web.problems import Problem
from hegui.web.service import service_of

router = APIRouter(prefix="/api/v1/records", tags=["records"])

_LONGEST = 4096
_LAST = 2**63 - 1
_ACCESS = problems(401, 403, 422, 429, 500, 503)
_ONE = _ACCESS | problems(404)
Position = Annotated[int, Path(ge=0, le=_LAST, description="Its place in the ledger.")]


class RecordQuery(BaseModel):
    """What is looked for; what is left out asks for nothing, everything else must hold."""

    model_config = ConfigDict(extra="forbid")

    produce_id: str = Field("", max_length=_LONGEST, description="The producer's content number.")
    propagate_id: str = Field("", max_length=_LONGEST, description="A platform's content number.")
    digest: str = Field("", max_length=200, description="sha256:… or sm3:…, of a file or content.")
    provider: str = Field("", max_length=_LONGEST, description="Code or name, in any role.")
    kind: Literal["", *tuple(KINDS)] = Field("", description="The kind of record.")  # type: ignore[valid-type]  # the kinds are data
    about: int | None = Field(None, ge=0, le=_LAST, description="The record that it is about.")
    since: Moment | None = Field(None, description="From this time on; UTC unless it says.")
    until: Moment | None = Field(None, description="Before this time; UTC unless it says.")
    after: int | None = Field(None, ge=0, le=_LAST, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=1000, description="How many at most.")
    newest_first: bool = Field(False, description="The newest first.")

    def query(self) -> looking_up.Query:
        """What the ledger is asked. Raises UsageError."""
        said = self.model_dump()
        for name in ("since", "until"):
            when = said[name]
            if when is not None and when.tzinfo is None:
                said[name] = when.replace(tzinfo=UTC)
        return looking_up.Query(**said)


class RecordPage(Model):
    """Records in the order asked for."""

    records: list[EntryRecord]
    next: int | None = Field(description="`after` of the page that follows; null without one.")


class RecordProof(BaseModel):
    """A proof as a file (docs/ledger.md): ``proof`` is a C2SP tlog-proof."""

    format: Literal["hegui-record-proof/1"]
    entry: str = Field(description="The entry's bytes, in base64.")
    proof: str


class Told(BaseModel):
    """A record that is told to the ledger, not made by a verb."""

    model_config = ConfigDict(extra="forbid", strict=True)

    produce_id: str = Field("", max_length=_LONGEST, description="The producer's content number.")
    digest: str = Field("", max_length=200, description="sha256:… or sm3:… of the file.")
    key: str = Field("", max_length=255, description="Told again under it, it is recorded once.")


class Declaration(Told):
    """A user declared content as generated or not (Labelling Measures art. 6 (2), art. 10)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "declaration", "says": "generated", "produce_id": "a3f1c9d2"}]
        },
    )

    kind: Literal["declaration"]
    says: str = Field(
        min_length=1,
        max_length=_LONGEST,
        description="What the user says of the content: generated, not-generated.",
    )
    propagate_id: str = Field("", max_length=_LONGEST, description="A platform's content number.")
    user: str = Field(
        "", max_length=_LONGEST, description="Who declares; kept apart, and erasable."
    )


class Waiver(Told):
    """Content was handed out without explicit label (Labelling Measures art. 9)."""

    kind: Literal["waived"]
    producer: str = Field(
        min_length=1, max_length=_LONGEST, description="Code or name, in any role."
    )
    recipient: str = Field(
        min_length=1,
        max_length=_LONGEST,
        description="Who asked for it; kept apart, and erasable.",
    )
    agreement: str = Field(
        min_length=1, max_length=_LONGEST, description="The agreement; kept apart, and erasable."
    )


NewRecord = Annotated[Declaration | Waiver, Field(discriminator="kind")]


@router.get("", response_model=RecordPage, responses=_ACCESS, summary="Records looked up")
async def found(request: Request, query: Annotated[RecordQuery, Query()]) -> JSONResponse:
    service = service_of(request)
    page = await service.threaded(service.store.ledger.find, query.query())
    records = [entry_record(one) for one in page.entries]
    return JSONResponse({"records": records, "next": page.next})


@router.post(
    "",
    status_code=201,
    response_model=EntryRecord,
    responses=_ACCESS | problems(400, 409),
    summary="A declaration or a waiver recorded",
)
async def told(request: Request, new: NewRecord) -> JSONResponse:
    service = service_of(request)
    record = KINDS[new.kind](**new.model_dump(exclude={"kind", "key"}))
    key = f"{account_of(request).id} {new.key}" if new.key else ""
    (appended,) = await service.threaded(service.store.ledger.append_all, (Draft(record, key),))
    return JSONResponse(entry_record(appended.entry), 201)


@router.get("/{position}", response_model=EntryRecord, responses=_ONE, summary="One record")
async def one(
    request: Request,
    position: Position,
    personal: Annotated[
        bool, Query(description="Its personal members too; needs the scope admin.")
    ] = False,
) -> JSONResponse:
    service = service_of(request)
    if personal and not account_of(request).allows("admin"):
        raise Problem("NotAllowed", "the API key lacks the scope {scope}", scope="admin")
    ledger = service.store.ledger
    entry = await service.threaded(partial(ledger.get, position, personal=personal))
    if entry is None:
        raise Problem("NotFound", "no record is at this position")
    return JSONResponse(entry_record(entry))


@router.get(
    "/{position}/proof",
    response_model=RecordProof,
    responses=_ONE,
    summary="The proof that a record is in the ledger",
    description=(
        "The record's bytes, the path of hashes to the root, and the signed checkpoint: whoever "
        "trusts the ledger's public key needs nothing else (hegui records verify)."
    ),
)
async def proof(request: Request, position: Position) -> Response:
    ledger = service_of(request).store.ledger
    try:
        made = await service_of(request).threaded(ledger.prove, position)
    except UsageError:
        raise Problem("NotFound", "no record is at this position") from None
    return Response(made.dump(), media_type="application/json")
