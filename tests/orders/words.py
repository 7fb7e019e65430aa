"""Word documents as an office writes its models."""

import io

import docx


def a_model(*paragraphs: str, cell: str = "") -> bytes:
    """One paragraph each; `cell` stands in a table."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_cut_model(*pieces: str) -> bytes:
    """One paragraph whose words Word cut into pieces, as it does at each correction."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for rank, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = rank == 0
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
