"""Text in XML. As ``xml.sax.saxutils`` does it, which imports a web client first: a sixth of what a click imports."""

from __future__ import annotations


def escape(text: str) -> str:
    """For text between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescape(text: str) -> str:
    """The text of escaped text or of an attribute, named entities only."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
