"""The pieces of our documents: titles, fields, boxes to fill, ticks, signatures."""

from reports.blocks.boxes import Box, Boxes
from reports.blocks.fields import Cell, Fields, Title
from reports.blocks.signing import Paragraph, Signature, Signatures, Tick

__all__ = [
    "Box",
    "Boxes",
    "Cell",
    "Fields",
    "Paragraph",
    "Signature",
    "Signatures",
    "Tick",
    "Title",
]
