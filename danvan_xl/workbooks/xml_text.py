"""Text in XML. As ``xml.sax.saxutils`` does it, which imports a web client first: a sixth of what a click imports."""

from __future__ import annotations

import re

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Without the characters that XML cannot hold: with one of them the whole workbook does not open."""
    return text if text.isprintable() else _NO_XML.sub("", text)


def escape(text: str) -> str:
    """For text between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescape(text: str) -> str:
    """The text of escaped text or of an attribute, named entities only."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
