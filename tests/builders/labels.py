"""Labels and XMP packets that the builders of every format put into their files."""

from __future__ import annotations

PRODUCER = "001191350100M000100Y4300000"
"""The example code of the coding rule's implementations: nobody's own."""

BARE = (
    '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"4f7c1f9e-a01",'
    '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
    '"PropagateID":"4f7c1f9e-a01","ReservedCode2":""}'
)
WRAPPED = '{"AIGC": ' + BARE + "}"

FOREIGN_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="builder">\n'
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '  <rdf:Description rdf:about="uuid:1f" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
    '    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="a brush &amp; paint">\n'
    "   <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>春</rdf:li></rdf:Alt></dc:title>\n"
    "  </rdf:Description>\n"
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n" + " " * 64 + "\n"
    '<?xpacket end="w"?>'
).encode()
"""XMP of somebody else: an attribute, a language alternative, a comment, some padding."""


def xmp_with(value: str) -> bytes:
    """FOREIGN_XMP that holds a label as well, as the element TC260:AIGC."""
    escaped = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    element = (
        '  <rdf:Description rdf:about="uuid:1f" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">'
        f"<TC260:AIGC>{escaped}</TC260:AIGC></rdf:Description>\n"
    )
    return FOREIGN_XMP.replace(b" </rdf:RDF>", element.encode() + b" </rdf:RDF>")
