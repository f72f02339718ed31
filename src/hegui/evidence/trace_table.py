"""Traces of generators: what their programs leave in metadata, reviewed, each with its source.

A trace is no label and proves nothing: anybody can write it. It is kept here only where a real
file, the generator's own code or its vendor's words show it; ``source`` says which. Strings that
an editor writes into files that nobody generated (a program's name alone) are no traces.
"""

from __future__ import annotations

from typing import NamedTuple

from hegui.marks.iptc import EXTENSION, Says

_XMP = "http://ns.adobe.com/xap/1.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_OBSERVED = "https://github.com/wiltodelta/remove-ai-watermarks (docs: vendors' files as observed)"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class Trace(NamedTuple):
    """One trace: the names under which it stands, in lower case, and what its text matches.

    ``spaces`` restricts it to kinds of metadata (see ``Statement.space``); empty, it may stand in
    any. ``pattern`` is searched in the text, and its dot is any character; None, the name alone
    says it. ``needles`` are words of which one stands in every metadata that has the trace: a
    cheap first look.
    """

    id: str
    generator: str
    names: tuple[str, ...]
    pattern: str | None
    says: Says
    source: str
    needles: tuple[str, ...]
    spaces: tuple[str, ...] = ()


def _trace(
    id_: str,
    generator: str,
    names: str,
    pattern: str | None,
    needles: str,
    source: str,
    *spaces: str,
    says: Says = Says.GENERATED,
) -> Trace:
    return Trace(
        id_,
        generator,
        tuple(names.split("|")),
        pattern,
        says,
        source,
        tuple(needles.split("|")),
        spaces,
    )


# Where a comment stands: EXIF, JPEG, GIF, ID3, RIFF, Vorbis, Matroska, QuickTime, PNG.
_COMMENTS = "usercomment|com|comment|comm|icmt|imagedescription|©cmt|©des|description"

TRACES: tuple[Trace, ...] = (
    _trace(
        "trace.sd-webui",
        "Stable Diffusion web UI (AUTOMATIC1111, Forge and others)",
        f"parameters|{_COMMENTS}",
        r"\bSteps: \d{1,4}, .{0,400}\bSampler: ",
        "Sampler: ",
        "https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/images.py",
    ),
    _trace(
        "trace.comfyui",
        "ComfyUI",
        f"prompt|model|{_COMMENTS}",
        r"\"class_type\"\s*:\s*\"",
        "class_type",
        "https://github.com/comfyanonymous/ComfyUI/blob/master/comfy_extras/nodes_audio.py",
    ),
    _trace(
        "trace.comfyui",
        "ComfyUI",
        f"workflow|make|{_COMMENTS}",
        r"(?:\A|workflow:)\s*\{.{0,60000}?\"(?:last_node_id|last_link_id|widgets_values)\"\s*:",
        "last_node_id|last_link_id|widgets_values",
        "https://github.com/comfyanonymous/ComfyUI/blob/master/comfy_extras/nodes_audio.py",
    ),
    _trace(
        "trace.invokeai",
        "InvokeAI",
        "invokeai_metadata|invokeai_graph|sd-metadata",
        None,
        "invokeai_|sd-metadata",
        "https://github.com/invoke-ai/InvokeAI",
    ),
    _trace(
        "trace.novelai",
        "NovelAI",
        "software",
        r"\ANovelAI\b",
        "NovelAI",
        _OBSERVED,
    ),
    _trace(
        "trace.fooocus",
        "Fooocus",
        "fooocus_scheme",
        None,
        "fooocus_scheme",
        "https://github.com/lllyasviel/Fooocus",
    ),
    _trace(
        "trace.swarmui",
        "SwarmUI",
        f"parameters|{_COMMENTS}",
        r"\"sui_image_params\"\s*:",
        "sui_image_params",
        "https://github.com/mcmonkeyprojects/SwarmUI",
    ),
    _trace(
        "trace.midjourney",
        "Midjourney",
        "description",
        r"\bJob ID: " + _UUID,
        "Job ID: ",
        "https://docs.midjourney.com/ (observed: exiftool -Description of downloads from the site)",
    ),
    _trace(
        "trace.ideogram", "Ideogram", "make", r"\AIdeogram AI\Z", "Ideogram AI", _OBSERVED, "exif"
    ),
    _trace("trace.reve", "Reve", "software|creatortool", r"\Areve\.com\Z", "reve.com", _OBSERVED),
    _trace(
        "trace.xai",
        "xAI Grok",
        "imagedescription",
        r"\ASignature: [\w+/=]{64,}\Z",
        "Signature: ",
        _OBSERVED,
    ),
    _trace(
        "trace.firefly",
        "Adobe Firefly",
        "creatortool|software",
        r"\bAdobe Firefly\b",
        "Adobe Firefly",
        "https://helpx.adobe.com/firefly/ (XMP of downloads)",
    ),
    _trace(
        "trace.openai",
        "OpenAI (DALL·E)",
        "software|creatortool|credit",
        r"\b(?:DALL[·\-. ]?E|OpenAI)\b",
        "DALL|OpenAI",
        "https://iptc.org/standards/photo-metadata/ (generator named in creator fields)",
    ),
    _trace(
        "trace.google-ai",
        "Google AI",
        "credit",
        r"\AMade with Google AI\Z",
        "with Google AI",
        "https://iptc.org/news/google-ai-transparency-based-on-iptc-standards/",
        _PHOTOSHOP,
    ),
    _trace(
        "trace.google-ai",
        "Google AI",
        "credit",
        r"\AEdited with Google AI\Z",
        "with Google AI",
        "https://iptc.org/news/google-ai-transparency-based-on-iptc-standards/",
        _PHOTOSHOP,
        says=Says.PARTLY,
    ),
    _trace(
        "trace.iptc-ai",
        "IPTC AI System Used",
        "aisystemused|aisystemversionused|aipromptinformation",
        None,
        "AISystem|AIPrompt",
        "IPTC Photo Metadata Standard 2025.1",
        EXTENSION,
    ),
    _trace(
        "trace.bytedance-label",
        "ByteDance aigc_info",
        f"aigc_info|{_COMMENTS}",
        r"\"aigc_label_type\"\s*:\s*[12]\b|\"aigc_type\"\s*:\s*1\b",
        "aigc_label_type|aigc_type",
        _OBSERVED,
    ),
    _trace(
        "trace.dreamina",
        "ByteDance Dreamina (Jimeng)",
        _COMMENTS,
        r"\"product\"\s*:\s*\"dreamina\".{0,200}\"exportType\"\s*:\s*\"generation\"",
        '"dreamina"|&quot;dreamina&quot;|&#34;dreamina',
        _OBSERVED,
    ),
    _trace(
        "trace.suno",
        "Suno",
        f"{_COMMENTS}|woas|isft",
        r"(?i)\bmade with suno\b",
        "ade with suno|ade with Suno|ade With Suno|ADE WITH SUNO",
        "https://suno.com/ (observed: LIST INFO and ID3 comments of downloads)",
    ),
)
