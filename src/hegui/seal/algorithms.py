"""Signature algorithms by their object identifiers."""

from __future__ import annotations

from hegui.rules import security

SM2_WITH_SM3 = security.ALGORITHM.words[0]
"""The guide's own: SM2 (GB/T 32918) over SM3 (GB/T 32905)."""

ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2"
"""RFC 5758: what a token without SM2 can do. No algorithm of the guide."""

RSA_WITH_SHA256 = "1.2.840.113549.1.1.11"
"""RFC 8017: met in labels of others; hegui neither signs nor verifies with it."""

DEFAULT_USER_ID = security.USER_ID.words[0].encode("ascii")
"""The user identifier that goes into an SM2 signature unless another is agreed on."""
