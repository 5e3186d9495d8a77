"""Plain text, as people paste it from wikis and PDFs, turned into Markdown with the same words."""


def to_markdown(text: str) -> str:
    """Give `text` as Markdown; every word stays."""
    lines = text.replace("\f", "\n").splitlines()
    return "\n".join(line.strip() for line in lines) + "\n"
