"""The least that puts a label into every JPEG of a folder: a yardstick for a disk and a Python.

    python benchmarks/sketch.py SOURCE TARGET [PART PARTS]

Each file is read whole, written in one gathered write under a temporary name, read back and
given its name; one sync at the end. PART (from 0) says which of PARTS of the files it does.
Nothing is checked: not the picture's structure, not whether a label stands there already, not
what the target holds, and a failure leaves what it leaves.
"""

from __future__ import annotations

import ctypes
import os
import sys
import uuid

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from benchmarks.timing import PRODUCER

PACKET = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{"Label":"1",'
    f'"ContentProducer":"{PRODUCER}","ProduceID":"%s","ReservedCode1":"","ContentPropagator":'
    f'"{PRODUCER}","PropagateID":"%s","ReservedCode2":""}}</TC260:AIGC></rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def main() -> None:
    source, target, *share = sys.argv[1:]
    part, parts = map(int, share or (0, 1))
    for name in sorted(os.listdir(source))[part::parts]:
        label(os.path.join(source, name), os.path.join(target, name))
    folder = os.open(target, os.O_RDONLY)
    ctypes.CDLL(None).syncfs(folder)


def label(source: str, target: str) -> None:
    with open(source, "rb", buffering=0) as opened:
        data = opened.read()
    assert data.startswith(b"\xff\xd8")
    number = str(uuid.uuid4())
    body = b"http://ns.adobe.com/xap/1.0/\0" + (PACKET % (number, number)).encode()
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2  # behind JFIF
    temporary = target + ".tmp"
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        os.writev(descriptor, (data[:at], segment, memoryview(data)[at:]))
        assert os.pread(descriptor, len(segment), at) == segment
    finally:
        os.close(descriptor)
    os.rename(temporary, target)


if __name__ == "__main__":
    main()
