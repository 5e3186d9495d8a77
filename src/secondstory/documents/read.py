"""One file in any format it knows comes in, a `Document` goes out."""

from secondstory.documents import front_matter, recognition
from secondstory.documents.archives import Limits, too_large
from secondstory.documents.blocks import blocks_of
from secondstory.documents.encoding import Decoded, decode
from secondstory.documents.formats import Converted, markdown, mhtml, notion
from secondstory.documents.recognition import Format
from secondstory.documents.values import Block, BlockKind, Document, RefusedInput, SourceFile

_LIMITS = Limits()
_EMPTY = "it is empty"


def read(source: SourceFile) -> Document:
    """Raises RefusedInput, with a reason for its owner, when the file is not a document that can be read."""
    if len(source.content) > _LIMITS.document_bytes:
        raise RefusedInput(too_large(_LIMITS.document_bytes))
    if not source.content:
        raise RefusedInput(_EMPTY)
    if recognition.is_docx(source.name, source.content):
        from secondstory.documents.formats import docx

        return _document(source, Format.DOCX, Decoded(text="", encoding="utf-8"), docx.read(source.content))
    content = source.content
    if mhtml.is_web_archive(content):
        content = mhtml.page_of(content) or content
    decoded = decode(content)
    if not decoded.text.strip():
        raise RefusedInput(_EMPTY)
    format_ = recognition.format_of_text(source.name, decoded.text)
    return _document(source, format_, decoded, _converted(source.name, format_, decoded.text))


def _converted(name: str, format_: Format, text: str) -> Converted:
    if format_ is Format.MARKDOWN:
        return markdown.read(text, name=name)
    if format_ is Format.HTML:
        return _from_html(name, text)
    if format_ is Format.RST:
        return _from_rst(text)
    return _from_plain_text(text)


def _from_html(name: str, text: str) -> Converted:
    from secondstory.documents.formats import html

    converted = html.read(text)
    if (identity := notion.page_id(name)) and "id" not in converted.front_matter:
        converted.front_matter["id"] = identity
    return converted


def _from_rst(text: str) -> Converted:
    from secondstory.documents.formats import rst

    try:
        return rst.read(text)
    except Exception as error:  # docutils raises errors of every kind on text that is only half reStructuredText
        plain = _from_plain_text(text)
        warning = f"It could not be read as reStructuredText ({type(error).__name__}) and was taken as plain text."
        return Converted(markdown=plain.markdown, front_matter=plain.front_matter, warnings=(warning, *plain.warnings))


def _from_plain_text(text: str) -> Converted:
    from secondstory.documents.plain_text import to_markdown

    split = front_matter.split(text)
    if split.warnings:  # not front matter after all
        return Converted(markdown=to_markdown(text))
    return Converted(markdown=to_markdown(split.body), front_matter=split.values)


def _document(source: SourceFile, format_: Format, decoded: Decoded, converted: Converted) -> Document:
    if not converted.markdown.strip() and not converted.front_matter:
        raise RefusedInput("it holds no text")
    return Document(
        name=source.name,
        format=format_.value,
        encoding=decoded.encoding,
        markdown=converted.markdown,
        blocks=_blocks(converted.markdown),
        front_matter=converted.front_matter,
        title=converted.title,
        warnings=(*decoded.warnings, *converted.warnings),
    )


def _blocks(text: str) -> tuple[Block, ...]:
    try:
        return blocks_of(text)
    except RecursionError:
        return (Block(kind=BlockKind.PARAGRAPH, text=text, start=0, end=text.count("\n") + 1),)
