"""What tests read of a PDF that reportlab wrote."""

import base64
import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
SHOWN = re.compile(r"\((.*?)(?<!\\)\) Tj")
OCTAL = re.compile(r"\\(\d{3})")


def text_of(pdf: bytes) -> str:
    """Return the text of a paper's pages, in the order it was set."""
    assert pdf.startswith(b"%PDF-")
    pages = []
    for stream in STREAM.findall(pdf):
        page = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
        pages += SHOWN.findall(page.decode("latin-1"))
    return " ".join(_plain(part) for part in pages)


def _plain(text: str) -> str:
    shown = OCTAL.sub(lambda found: chr(int(found[1], 8)), text)
    return shown.replace("\\(", "(").replace("\\)", ")")
