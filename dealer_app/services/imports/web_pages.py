"""Recognise a web page or an XML table that a program has named .xls: Excel opens it, but it is no workbook."""

import codecs
import re

from dealer_app.domain.errors import Refusal

_MARKUP = re.compile(r"<!doctype html|<html|<head|<meta|<table|<body|<div|<style|<script", re.IGNORECASE)
_XML_SHEET = re.compile(r"<\?mso-application|<(?:\w+:)?workbook\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"MIME-Version:|Content-Type: *multipart/related", re.IGNORECASE)
_SYMBOLIC_LINK = "ID;P"
_ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def check_no_web_page(start: bytes) -> None:
    """Raise Refusal if a file begins as a web page, an XML table, or another form that only Excel opens."""
    encoding = next((name for mark, name in _ENCODINGS if start.startswith(mark)), "")
    text = start.decode(encoding or "latin-1", "replace").replace("\0", "").lstrip()
    if text.startswith("<") and _XML_SHEET.search(text):
        raise Refusal("import_file_xml_sheet")
    if (text.startswith("<") and _MARKUP.search(text)) or _WEB_ARCHIVE.match(text):
        raise Refusal("import_file_web_page")
    if text.startswith(_SYMBOLIC_LINK):
        raise Refusal("import_file_other_office")
