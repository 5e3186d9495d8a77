"""Word's and Google Docs' DOCX: unpacked under limits, then by way of HTML. Pictures go, their descriptions stay."""

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

import mammoth
from lxml import etree

from secondstory.documents import archives
from secondstory.documents.archives import Budget, BudgetSpentError, Limits
from secondstory.documents.formats import Converted, html
from secondstory.documents.formats.completeness import missing_from
from secondstory.documents.formats.html_shape import escaped_text
from secondstory.documents.values import RefusedInput

_LIMITS = Limits(document_bytes=32 * archives.MEBIBYTE, unpacked_bytes=64 * archives.MEBIBYTE, entries=10_000)
_DEEPEST = 120
_MAIN_PART = re.compile(r"word/document\d*\.xml")
_DAMAGED = "the DOCX is damaged; open it in a word processor and save it again"
_BOMB = "the DOCX unpacks to far more than it should, as a zip bomb does"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p > em:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
r[style-name='HTML Code'] => code
strike => s
comment-reference => sup
"""


def read(content: bytes) -> Converted:
    """Raises RefusedInput when it is no DOCX, damaged, or dangerous to unpack."""
    parts = _parts(content)
    for part in parts.values():
        _check_xml(part)
    if styles := parts.get("word/styles.xml"):
        parts["word/styles.xml"] = _names_of_styles(styles)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(_packed(parts)), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {"src": ""})
        ).value
    except (RecursionError, KeyError, ValueError, OSError, AttributeError, TypeError, IndexError, expat.ExpatError) as error:
        raise RefusedInput(_DAMAGED) from error
    converted = html.convert(f"<body>{page}</body>")
    markdown = converted.markdown
    body = next((part for name, part in sorted(parts.items()) if _MAIN_PART.fullmatch(name)), b"")
    if missing := missing_from(markdown, passages=_paragraphs(body)):
        markdown = "\n\n".join([markdown.rstrip("\n"), *map(escaped_text, missing)]) + "\n"
    return Converted(markdown=markdown, front_matter=_page_margins(parts), title=_title(parts), warnings=converted.warnings)


def _parts(content: bytes) -> dict[str, bytes]:
    """The XML parts alone, each measured while it is unpacked."""
    try:
        archive = archives.open_archive(io.BytesIO(content), limits=_LIMITS)
    except RefusedInput as error:
        raise RefusedInput(_DAMAGED) from error
    budget = Budget(archive_bytes=len(content), limits=_LIMITS)
    parts: dict[str, bytes] = {}
    with archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")) and info.filename not in parts:
                parts[info.filename] = _part(archive, info, archive_bytes=len(content), budget=budget)
    if not any(PurePosixPath(name).parent.name == "word" for name in parts):
        raise RefusedInput("it is not a Word document; save it as DOCX or export it as Markdown")
    return parts


def _part(archive: ZipFile, info: ZipInfo, *, archive_bytes: int, budget: Budget) -> bytes:
    if reason := archives.reason_to_refuse(info):
        raise RefusedInput(reason)
    try:
        at_most = _LIMITS.document_bytes
        return b"".join(archives.unpack(archive, info, at_most=at_most, archive_bytes=archive_bytes, limits=_LIMITS, budget=budget))
    except BudgetSpentError as error:
        raise RefusedInput(_BOMB) from error


def _names_of_styles(part: bytes) -> bytes:
    """The styles without their looks: a word processor writes hundreds of them, and only names and numbering matter here."""
    tree = _tree(part)
    for namespace in (_WORD, _STRICT):
        for looks in [*tree.iter(f"{namespace}rPr", f"{namespace}tblStylePr", f"{namespace}latentStyles", f"{namespace}tblPr")]:
            parent = looks.getparent()
            if parent is not None:
                parent.remove(looks)
    return etree.tostring(tree)


def _packed(parts: dict[str, bytes]) -> bytes:
    clean = io.BytesIO()
    with ZipFile(clean, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return clean.getvalue()


def _check_xml(part: bytes) -> None:
    """No document type (it could define entities that multiply), no nesting that recursion cannot follow."""
    depth = 0

    def deeper(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise RefusedInput("the DOCX is nested too deeply; open it in a word processor and save it again")

    def higher(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise RefusedInput("the DOCX holds XML entities, which no word processor writes; save it again")

    parser = expat.ParserCreate()
    parser.StartElementHandler = deeper
    parser.EndElementHandler = higher
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise RefusedInput(_DAMAGED) from error


def _tree(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    return etree.fromstring(part, parser=parser)


def _paragraphs(part: bytes) -> Iterator[str]:
    """The text of each paragraph as the file holds it, without what was deleted in tracked changes."""
    if not part:
        return
    for namespace in (_WORD, _STRICT):
        for paragraph in _tree(part).iter(f"{namespace}p"):
            texts = [text.text or "" for text in paragraph.iter(f"{namespace}t") if _paragraph_of(text) is paragraph]
            yield "".join(texts)


def _paragraph_of(text: etree._Element) -> etree._Element | None:
    """The innermost paragraph: a text box is a paragraph inside another."""
    for parent in text.iterancestors():
        if isinstance(parent.tag, str) and parent.tag.endswith("}p") and "wordprocessingml" in parent.tag:
            return parent
    return None


def _page_margins(parts: dict[str, bytes]) -> dict[str, object]:
    """What stands above and below every page is about the document, not in it."""
    facts: dict[str, object] = {}
    for key, pattern in (("page_header", r"word/header\d*\.xml"), ("page_footer", r"word/footer\d*\.xml")):
        texts = [text.strip() for name, part in parts.items() if re.fullmatch(pattern, name) for text in _paragraphs(part)]
        if said := list(dict.fromkeys(filter(None, texts))):
            facts[key] = " ".join(said)
    return facts


def _title(parts: dict[str, bytes]) -> str | None:
    core = parts.get("docProps/core.xml")
    if not core:
        return None
    found = _tree(core).find(_TITLE)
    return " ".join((found.text or "").split()) or None if found is not None else None
