"""Embed a face in a document: a Type 0 font with only the glyphs used, each code mapped to its logical text."""

from hashlib import sha256

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFString, PDFZCompress

from dealer_app.documents.typesetting.faces import BLANK, Face, Glyph, Word

_DROPPED_TABLES = ("GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "name", "post", "prep")
_CMAP_BLOCK = 100


class EmbeddedFace:
    """The codes of one face in one document, assigned in the order of use, so that equal papers have equal bytes."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes: dict[tuple[int, str, int], int] = {}
        self._encoded: dict[Word, str | None] = {}
        self._scale = 1000 / face.units

    def encode(self, word: Word, size: float) -> str:
        """Return the content of a TJ array that draws ``word``; only raised marks need ``size``."""
        found = self._encoded.get(word, "")
        if found == "":
            is_raised = any(glyph.y_offset for glyph in word.glyphs)
            found = None if is_raised else self._encode(word, size)
            self._encoded[word] = found
        return self._encode(word, size) if found is None else found

    def _encode(self, word: Word, size: float) -> str:
        parts: list[str] = []
        shift = 0  # pending movement of the pen, in font units
        for glyph in word.glyphs:
            shift += glyph.x_offset
            if shift:
                parts.append(f">{-shift * self._scale:.4g}<")
            code = f"{self._code(glyph):04x}"
            if glyph.y_offset:
                rise = glyph.y_offset * size / self.face.units
                code = f">]TJ {rise:.3f} Ts[<{code}>]TJ 0 Ts[<"
            parts.append(code)
            shift = glyph.advance - glyph.x_offset - glyph.width
        if shift:
            parts.append(f">{-shift * self._scale:.4g}<")
        return f"<{''.join(parts)}>".replace("<>", "")

    def _code(self, glyph: Glyph) -> int:
        return self._codes.setdefault((glyph.index, glyph.text, glyph.width), len(self._codes) + 1)

    def register(self, document: PDFDocument) -> None:
        """Add the font to ``document`` under its resource name; call once, after the last page."""
        if self._codes:
            fonts = document.idToObject["BasicFonts"]
            fonts[self.resource] = document.Reference(self._font(document), self.resource)

    def _font(self, document: PDFDocument) -> PDFDictionary:
        data, glyph_map = self._subset()
        name = PDFName(f"{_tag(self._codes)}+{self.face.name}")
        mapping = b"".join(glyph_map[glyph].to_bytes(2, "big") for glyph, _, _ in self._codes)
        cid_font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": PDFDictionary(
                {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(self._descriptor(document, name, data)),
            "DW": 0,
            "W": PDFArray([1, PDFArray([round(width * self._scale, 3) for _, _, width in self._codes])]),
            "CIDToGIDMap": document.Reference(_stream(b"\0\0" + mapping)),
        }
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(cid_font))]),
            "ToUnicode": document.Reference(_stream(self._to_unicode())),
        }
        return PDFDictionary(font)

    def _descriptor(self, document: PDFDocument, name: str, data: bytes) -> PDFDictionary:
        extents = self.face.hb_font.get_font_extents("ltr")
        ascent, descent = (round(value * self._scale) for value in (extents.ascender, extents.descender))
        font_file = _stream(data)
        font_file.dictionary["Length1"] = len(data)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": PDFArray([-500, descent, 2500, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": 711,
                "StemV": 80,
                "FontFile2": document.Reference(font_file),
            }
        )

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Return a font file with the glyphs used, and the new index of each glyph."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(
            {*(glyph for glyph, _, _ in self._codes), self.face.space} - {BLANK}
        )
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED_TABLES
        )
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        plan = hb.SubsetPlan(self.face.hb_face, wanted)
        data = plan.execute().blob.data
        glyph_map = dict(plan.old_to_new_glyph_mapping)
        return data, glyph_map | {BLANK: glyph_map[self.face.space]}

    def _to_unicode(self) -> bytes:
        """Return the CMap that maps each code to its logical text."""
        rows = [
            f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for (_, text, _), code in self._codes.items() if text
        ]
        blocks = [rows[at : at + _CMAP_BLOCK] for at in range(0, len(rows), _CMAP_BLOCK)]
        body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode()


def _stream(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


def _tag(codes: dict[tuple[int, str, int], int]) -> str:
    """Return the six letters that distinguish this subset from others."""
    digest = sha256(repr(sorted(codes)).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])
