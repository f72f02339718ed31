"""Files that evidence is found in, each with the sign it must give: built here, nobody else's."""

from __future__ import annotations

import json

from tests.builders import exif, flac, jpeg, matroska, mp3, mp4, png, wav, webp
from tests.builders.labels import BARE, FOREIGN_XMP

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
UUID = "a7421d2f-b262-44f9-977c-ac23e9c7d3e3"
SETTINGS = (
    "a lake at dawn\nNegative prompt: people\n"
    "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 8x8, Model: m"
)
GRAPH = json.dumps({"3": {"inputs": {"seed": 1}, "class_type": "KSampler"}})
WORKFLOW = json.dumps({"last_node_id": 9, "last_link_id": 9, "nodes": [{"id": 3}], "version": 0.4})
AIGC_INFO = {"aigc_label_type": 0, "source_info": "dreamina"}
DREAMINA = json.dumps(
    {"aigc_info": AIGC_INFO, "data": {"product": "dreamina", "exportType": "generation"}},
    separators=(",", ":"),
)


def label(likelihood: str) -> str:
    """BARE with another Label."""
    return BARE.replace('"Label":"1"', f'"Label":"{likelihood}"')


def xmp(*properties: str) -> bytes:
    """FOREIGN_XMP with more properties, each an attribute in one of the usual namespaces."""
    spaces = (
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    )
    more = " ".join((spaces, *properties))
    return FOREIGN_XMP.replace(b' xmp:CreatorTool="a brush &amp; paint"', more.encode())


def iptc(term: str) -> bytes:
    """A JPEG that says how it came about."""
    return jpeg.jpeg(jpeg.app1_xmp(xmp(f'Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}{term}"')))


def described(*fields: exif.Field) -> bytes:
    """A JPEG with these EXIF fields."""
    return jpeg.jpeg(jpeg.app1_exif(exif.structure([fields])))


def text(keyword: bytes, value: str) -> bytes:
    """A PNG with one text."""
    return png.png(png.text(keyword, value.encode()))


# Sign → files that must give it, and that must not give any other trace.
TRACES: dict[str, list[bytes]] = {
    "trace.sd-webui": [
        text(b"parameters", SETTINGS),
        described(exif.exif_ifd(exif.user_comment(SETTINGS.encode("utf-16-be"), b"UNICODE\0"))),
        jpeg.jpeg(jpeg.comment(SETTINGS.encode())),
    ],
    "trace.comfyui": [
        text(b"prompt", GRAPH),
        text(b"workflow", WORKFLOW),
        webp.still(
            webp.chunk(
                b"EXIF",
                exif.structure(
                    [
                        [
                            exif.text(0x010F, "workflow:" + WORKFLOW),
                            exif.text(0x0110, "prompt:" + GRAPH),
                        ]
                    ]
                ),
            ),
            flags=8,
        ),
        flac.flac((4, flac.comments(f"prompt={GRAPH}"))),
        mp3.tag(mp3.user_text(WORKFLOW, name="workflow")) + mp3.SOUND,
        mp4.Movie(udta=mp4.keyed(("workflow", WORKFLOW))).build(),
        matroska.Plan(
            room=120, front=(matroska.tags(matroska.tag(matroska.simple("PROMPT", GRAPH))),)
        ).build(),
    ],
    "trace.invokeai": [text(b"invokeai_metadata", '{"positive_prompt": "a lake"}')],
    "trace.novelai": [text(b"Software", "NovelAI")],
    "trace.fooocus": [text(b"fooocus_scheme", "fooocus")],
    "trace.swarmui": [text(b"parameters", json.dumps({"sui_image_params": {"prompt": "a lake"}}))],
    "trace.midjourney": [text(b"Description", f"a lake --ar 2:1 --v 6 Job ID: {UUID}")],
    "trace.ideogram": [described(exif.text(0x010F, "Ideogram AI"))],
    "trace.reve": [text(b"Software", "reve.com")],
    "trace.xai": [
        described(exif.text(0x010E, "Signature: " + "Ab+/" * 30), exif.text(0x013B, UUID))
    ],
    "trace.firefly": [jpeg.jpeg(jpeg.app1_xmp(xmp('xmp:CreatorTool="Adobe Firefly 3"')))],
    "trace.openai": [jpeg.jpeg(jpeg.app1_xmp(xmp('photoshop:Credit="DALL·E 3"')))],
    "trace.google-ai": [
        jpeg.jpeg(jpeg.app1_xmp(xmp('photoshop:Credit="Made with Google AI"'))),
        jpeg.jpeg(jpeg.app1_xmp(xmp('photoshop:Credit="Edited with Google AI"'))),
    ],
    "trace.iptc-ai": [jpeg.jpeg(jpeg.app1_xmp(xmp('Iptc4xmpExt:AISystemUsed="some model 2"')))],
    "trace.bytedance-label": [
        mp4.Movie(udta=mp4.keyed(("aigc_info", '{"aigc_label_type":2}'))).build()
    ],
    "trace.dreamina": [
        png.png(
            png.chunk(
                b"eXIf", exif.structure([[exif.exif_ifd(exif.user_comment(DREAMINA.encode()))]])
            )
        )
    ],
    "trace.suno": [
        wav.sound(wav.info((b"ICMT", b"made with suno"))),
        mp3.tag(mp3.comment("Made with Suno")) + mp3.SOUND,
    ],
}

# What looks like a trace to a careless eye and is none.
NO_TRACES: dict[str, bytes] = {
    "a camera": described(exif.text(0x010F, "Canon"), exif.text(0x0131, "Adobe Photoshop 25.0")),
    "a film platform's zero": mp4.Movie(
        udta=mp4.keyed(("aigc_info", '{"aigc_label_type":0}'))
    ).build(),
    "a retouched export": png.png(
        png.chunk(
            b"eXIf",
            exif.structure(
                [
                    [
                        exif.exif_ifd(
                            exif.user_comment(DREAMINA.replace("generation", "retouch").encode())
                        )
                    ]
                ]
            ),
        )
    ),
    "steps of a recipe": text(b"Description", "Steps: 20 minutes of stirring"),
    "a job number": text(b"Description", "Job ID: 4711, printed on Monday"),
    "a workflow of an office": text(b"workflow", "draft, review, print"),
    "a prompt in a play": text(b"prompt", "enter left"),
    "a caption about a maker": text(b"Title", "the offices of Ideogram AI, Adobe Firefly, OpenAI"),
    "a signature of a person": described(exif.text(0x010E, "Signature: Anna")),
}
