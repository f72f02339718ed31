"""ID3v2.2 frames as frames of version 2.3: four letters for three, the content the same.

Only where a body itself differs is it changed: pictures name a media type instead of a format.
A frame that version 2.3 cannot hold is refused rather than lost.
Source: ID3v2.2.0, 4; ID3v2.3.0, 4; the further names are those that iTunes writes in both.
"""

from __future__ import annotations

from hegui.files.source import Source
from hegui.implicit.structures.id3_frames import Frame

_PAIRS = """
BUF>RBUF CNT>PCNT COM>COMM CRA>AENC ETC>ETCO EQU>EQUA GEO>GEOB IPL>IPLS MCI>MCDI MLL>MLLT
PIC>APIC POP>POPM REV>RVRB RVA>RVAD SLT>SYLT STC>SYTC TAL>TALB TBP>TBPM TCM>TCOM TCO>TCON
TCR>TCOP TDA>TDAT TDY>TDLY TEN>TENC TFT>TFLT TIM>TIME TKE>TKEY TLA>TLAN TLE>TLEN TMT>TMED
TOA>TOPE TOF>TOFN TOL>TOLY TOR>TORY TOT>TOAL TP1>TPE1 TP2>TPE2 TP3>TPE3 TP4>TPE4 TPA>TPOS
TPB>TPUB TRC>TSRC TRD>TRDA TRK>TRCK TSI>TSIZ TSS>TSSE TT1>TIT1 TT2>TIT2 TT3>TIT3 TXT>TEXT
TXX>TXXX TYE>TYER UFI>UFID ULT>USLT WAF>WOAF WAR>WOAR WAS>WOAS WCM>WCOM WCP>WCOP WPB>WPUB
WXX>WXXX TCP>TCMP TS2>TSO2 TSA>TSOA TSC>TSOC TSP>TSOP TST>TSOT TCT>TCAT TDR>TDRL TDS>TDES
TID>TGID TKW>TKWD PCS>PCST WFD>WFED GP1>GRP1 MVN>MVNM MVI>MVIN
"""
_NAMES = dict(pair.split(">") for pair in _PAIRS.split())
_HEAD = 6
_FORMAT = 3
# The two formats that 2.2 names (4.15), and the mark of a link instead of a picture.
_MEDIA_TYPES = {b"PNG": b"image/png", b"JPG": b"image/jpeg", b"-->": b"-->"}


def upgraded(source: Source, frame: Frame, data: bytes) -> bytes:
    """A frame of version 2.2, head and body in ``data``, as one of 2.3; none stays none.

    Raises BrokenFile where version 2.3 has no frame for it.
    """
    if not data:
        return b""
    name = _NAMES.get(frame.name)
    body = data[_HEAD:]
    if name is None:
        raise source.broken(
            "the frame {name} of ID3v2.2 has no counterpart in ID3v2.3, which the label needs",
            frame.place,
            name=frame.name,
        )
    if name == "APIC" and len(body) > _FORMAT:
        picture_format = body[1 : 1 + _FORMAT]
        media_type = _MEDIA_TYPES.get(picture_format.upper())
        if media_type is None:
            media_type = b"image/" + picture_format.strip(b" \0").lower()
        body = body[:1] + media_type + b"\0" + body[1 + _FORMAT :]
    return name.encode() + len(body).to_bytes(4, "big") + b"\0\0" + body
