"""The options of the verbs, as they stand in a request's address."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from hegui.explicit.duty import Because
from hegui.explicit.style import Corner, Moment, Pages, Sound
from hegui.web.api.moments import Day

_DECLARED = "The user declares the content as generated."
_EXPLICIT = "Look for explicit labels too: decodes the content."
_ID = "Content number; random where none is given."
_CODE = "Provider code or overseas name; needed only where the service has no identity of its own."
_SEAL = "Seal the label with the service's key (TC260-PG-202511A)."
_BREAK = "Write even where that breaks a C2PA manifest's hash."
_ANSWER = "The file alone, with a summary in the header Hegui-Result; or everything and the file."
_LONGEST = 1000


class Options(BaseModel):
    """What every verb is told: what the file is called."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        "",
        max_length=_LONGEST,
        description="What the file is called; shown, and its suffix tells texts apart.",
    )
    address: str = Field(
        "",
        max_length=4 * _LONGEST,
        description="Where the file lies on storage that the service may read, in place of a body.",
    )

    def told(self) -> dict[str, str | bool | None]:
        """The verb's own options, as its task is told them; what is not said is left out."""
        said = self.model_dump(
            mode="json", exclude={"name", "address", "answer"}, exclude_defaults=True
        )
        return {
            key: value if isinstance(value, bool) else str(value) for key, value in said.items()
        }


class CheckOptions(Options):
    """What ``check`` is told."""

    declared: bool = Field(False, description=_DECLARED)
    explicit: bool = Field(False, description=_EXPLICIT)
    record: bool = Field(False, description="Keep the verdict in the ledger.")


class WritingOptions(Options):
    """What verbs that write are told."""

    answer: Literal["file", "multipart"] = Field("file", description=_ANSWER)
    id: str | None = Field(None, min_length=1, max_length=_LONGEST, description=_ID)
    seal: bool = Field(False, description=_SEAL)
    allow_break_c2pa: bool = Field(False, description=_BREAK)
    propagator: str | None = Field(None, max_length=_LONGEST, description=_CODE)


class LabelOptions(WritingOptions):
    """What ``label`` is told."""

    producer: str | None = Field(None, max_length=_LONGEST, description=_CODE)
    implicit_only: bool = Field(False, description="No explicit label: the work has it elsewhere.")
    because: Because | None = Field(None, description="Why no explicit label is written.")
    recipient: str | None = Field(
        None, max_length=_LONGEST, description="Of waived: who asked for it."
    )
    agreement: str | None = Field(
        None, max_length=_LONGEST, description="Of waived: the agreement with them."
    )
    text: str | None = Field(None, max_length=_LONGEST, description="A wording of your own.")
    wording: Literal["zh", "en", "bilingual"] | None = Field(
        None, description="Language of the stock wording."
    )
    corner: Corner | None = Field(None, description="Where on pictures and videos.")
    moment: Moment | None = Field(None, description="Where in text and sound.")
    sound: Sound | None = Field(None, description="A spoken prompt or the rhythm.")
    pages: Pages | None = Field(None, description="Which pages of a document.")
    height: float | None = Field(
        None, gt=0, le=100, description="Of the text, in percent of the shortest side."
    )
    iptc: str | None = Field(
        None, max_length=100, description="IPTC Digital Source Type beside the label (pictures)."
    )
    c2pa: bool = Field(False, description="A C2PA manifest behind everything else.")


class PropagateOptions(WritingOptions):
    """What ``propagate`` is told."""

    declared: bool = Field(False, description=_DECLARED)
    explicit: bool = Field(False, description=_EXPLICIT)
    notice: bool = Field(False, description="Put the public notice on the content itself.")


class AuditOptions(Options):
    """What ``audit`` is told."""

    on: Day | None = Field(None, description="Judge as of this day; today where none is given.")
    role: Literal["provider", "platform"] = Field("provider", description="Whose work it is.")
    explicit: bool = Field(False, description=_EXPLICIT)
    format: Literal["json", "html", "sarif", "csv", "text"] = Field(
        "json", description="The form of the report."
    )
