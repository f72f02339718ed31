"""The brands (ISO/IEC 14496-12 4.3) by which a file that begins as a movie does is a picture."""

from __future__ import annotations

_AVIF = frozenset((b"avif", b"avis"))
# ISO/IEC 23008-12 10 and annexes B to F and H: HEVC, AVC, JPEG, VVC and EVC pictures.
_HEIF = frozenset(
    b"heic heix heim heis hevc hevx hevm hevs mif1 mif2 mif3 msf1 miaf avci avcs jpeg jpgs "
    b"j2ki j2is vvic vvis evbi evbs evmi evms".split()
)
# Whoever writes one of these first means a movie, a JPEG 2000 file or a raw picture, even if
# a HEIF brand follows.
_OTHERS = (b"iso", b"mp4", b"mp7", b"M4", b"3g", b"qt", b"crx", b"jp", b"dash", b"avc1", b"f4")


def family_of(head: bytes) -> str:
    """Which family a file's brands make it: "avif", "heif" or neither."""
    if head[4:8] != b"ftyp":
        return ""
    start, end = 8, int.from_bytes(head[:4])
    if end == 1:
        start, end = 16, int.from_bytes(head[8:16])
    major = head[start : start + 4]
    others = head[start + 8 : min(end, len(head))]
    brands = {others[at : at + 4] for at in range(0, len(others), 4)}
    if major in _AVIF:
        return "avif"
    if major.startswith(_OTHERS) and major not in _HEIF:
        return ""
    if major not in _HEIF and not brands & (_HEIF | _AVIF):
        return ""
    # mif1, msf1 and miaf say HEIF's structure, and nothing of how the pictures are coded.
    coded = ({major} | brands) & (_HEIF - {b"mif1", b"mif2", b"mif3", b"msf1", b"miaf"})
    return "avif" if brands & _AVIF and not coded else "heif"
