"""What every use of expat shares: letting go of a parser that has done its work."""

from __future__ import annotations

from pyexpat import XMLParserType


def release(parser: XMLParserType) -> None:
    """Takes all handlers off a parser that has come to its end.

    Parser and handlers hold one another, and through the handlers' own object a whole file may be
    held: until the garbage collector looks for circles, which is many files later.
    """
    parser.StartElementHandler = None
    parser.EndElementHandler = None
    parser.CharacterDataHandler = None
    parser.StartNamespaceDeclHandler = None
    parser.EndNamespaceDeclHandler = None
    parser.StartDoctypeDeclHandler = None
    parser.EntityDeclHandler = None
    parser.AttlistDeclHandler = None
