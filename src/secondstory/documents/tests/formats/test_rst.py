from secondstory.documents.read import read
from secondstory.documents.values import Document, SourceFile


def document(text: str) -> Document:
    return read(SourceFile(name="a.rst", content=text.encode()))


def test_a_document_with_docinfo_becomes_markdown_with_front_matter() -> None:
    found = document("""
Queue stuck
===========

:Author: Ada
:Date: 2025-03-04
:Severity: SEV-2

.. contents::

Summary
-------

The **queue** *stood*, see `the log <https://example.org>`_ and ``worker``.

- [x] Add an alert
- [ ] Hold a drill

.. code-block:: sql

   SELECT 1

====== ======
Time   Event
====== ======
10:00  Alert
====== ======
""")
    assert found.front_matter == {"author": "Ada", "date": "2025-03-04", "Severity": "SEV-2"}
    assert found.warnings == ()
    assert found.markdown == (
        "# Queue stuck\n\n## Summary\n\nThe **queue** *stood*, see [the log](https://example.org) and `worker`.\n\n"
        "- [x] Add an alert\n- [ ] Hold a drill\n\n```sql\nSELECT 1\n```\n\n| Time | Event |\n| --- | --- |\n| 10:00 | Alert |\n"
    )


def test_directives_that_reach_outside_are_off_and_their_source_is_kept() -> None:
    found = document(
        "Words\n\n.. include:: /etc/hostname\n\n.. raw:: html\n\n   <script>alert(1)</script>\n\n.. csv-table::\n   :file: /etc/hostname\n"
    )
    assert "```\n.. include:: /etc/hostname\n```" in found.markdown
    assert "```\n.. raw:: html\n\n   <script>alert(1)</script>\n```" in found.markdown
    assert any("directive disabled" in warning for warning in found.warnings)


def test_unknown_directives_and_roles_keep_their_text_and_are_warned_about() -> None:
    found = document("See :ref:`the runbook`.\n\n.. incident-box:: Queue\n\n   It stood.\n")
    assert "the runbook" in found.markdown
    assert ".. incident-box:: Queue" in found.markdown
    assert "It stood." in found.markdown
    assert "line 1: (ERROR/3) Unknown interpreted text role" in found.warnings[1] + found.warnings[0]
    assert "System Message" not in found.markdown


def test_what_docutils_cannot_follow_is_taken_as_plain_text() -> None:
    found = document("- " * 3000 + "end")
    assert found.markdown.rstrip().endswith("end")
    assert "taken as plain text" in found.warnings[0]
