"""The namespaces by which the label and its surroundings are named in XMP.

Source: the TC260 guides of 2025-08 (their common fallback); XMP specification part 1, 7.
"""

from typing import Final

NAMESPACE: Final = "http://www.tc260.org.cn/ns/AIGC/1.0/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
