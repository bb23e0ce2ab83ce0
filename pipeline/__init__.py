"""Duos: applications in, proposals in the workbook, and what the public site may know."""
