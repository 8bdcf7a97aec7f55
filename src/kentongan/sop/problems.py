"""The problems of a file, under the name by which this room's files know them."""

from kentongan.problems import BadFile, Problem

__all__ = ["BadFile", "Problem"]
