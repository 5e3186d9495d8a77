import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from secondstory.documents.archives import Limits
from secondstory.documents.sources import unpack, walk
from secondstory.documents.values import Refusal, SourceFile


def zipped(*entries: tuple[str, bytes], packed: bool = True) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def read_names(found: list[SourceFile | Refusal]) -> list[str]:
    return [one.name for one in found if isinstance(one, SourceFile)]


def reasons(found: list[SourceFile | Refusal]) -> dict[str, str]:
    return {one.name: one.reason for one in found if isinstance(one, Refusal)}


def write(path: Path, content: str | bytes = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_read_in_sorted_order_with_names_relative_to_it(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a/b/c.txt", "c.md"):
        write(tmp_path / name)
    assert read_names(list(walk([tmp_path]))) == ["a/b/c.txt", "a/z.md", "b.md", "c.md"]


def test_a_single_file_is_named_by_its_file_name(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "outage.md", "# Outage")
    assert list(walk([path])) == [SourceFile(name="outage.md", content=b"# Outage")]


def test_files_come_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    write(tmp_path / "b.md")
    found = walk([tmp_path])
    next(found)
    (tmp_path / "b.md").unlink()
    assert reasons(list(found)).keys() <= {"b.md"}


def test_hidden_and_system_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".git/config", ".DS_Store", "__MACOSX/._a.md", "Thumbs.db", "~$report.docx", "styles/site.css", "images/icons/page.png"):
        write(tmp_path / name)
    assert list(walk([tmp_path])) == []


def test_a_hidden_file_that_is_named_outright_is_read(tmp_path: Path) -> None:
    assert read_names(list(walk([write(tmp_path / ".notes.md")]))) == [".notes.md"]


def test_a_missing_path_is_refused_by_name(tmp_path: Path) -> None:
    assert reasons(list(walk([tmp_path / "gone"]))) == {"gone": "there is no such file or folder"}


def test_a_zip_inside_a_folder_is_opened(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "export.zip", zipped(("inner/page.md", b"hello")))
    assert list(walk([tmp_path])) == [SourceFile(name="sub/export.zip/inner/page.md", content=b"hello")]


def test_zips_inside_zips_are_opened_down_to_the_limit() -> None:
    deep = zipped(("c.zip", zipped(("d.zip", zipped(("e.md", b"x"))), ("f.md", b"y"))))
    found = list(unpack("a.zip", zipped(("b.zip", deep)), limits=Limits(depth=3)))
    assert read_names(found) == ["a.zip/b.zip/c.zip/f.md"]
    assert "3 zips deep" in reasons(found)["a.zip/b.zip/c.zip/d.zip"]


def test_a_zip_is_known_by_its_content_too() -> None:
    assert read_names(list(unpack("export", zipped(("page.md", b"x"))))) == ["export/page.md"]


def test_a_docx_is_a_document_and_not_a_zip_of_files() -> None:
    content = zipped(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>"))
    assert list(unpack("report", content)) == [SourceFile(name="report", content=content)]


def test_a_large_file_is_refused_by_its_size_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    assert "larger than 25 MB" in reasons(list(walk([tmp_path])))["huge.md"]


def test_a_large_file_inside_a_zip_is_refused_and_the_others_are_read() -> None:
    content = zipped(("big.md", os.urandom(3000)), ("small.md", b"x"))
    found = list(unpack("a.zip", content, limits=Limits(document_bytes=2000)))
    assert list(reasons(found)) == ["a.zip/big.md"]
    assert read_names(found) == ["a.zip/small.md"]


def test_a_zip_bomb_is_refused_whatever_its_header_says() -> None:
    bomb = bytearray(zipped(("bomb.md", bytes(20 * 1024 * 1024)), ("ok.md", b"x")))
    listed = bomb.find(b"PK\x01\x02")
    found = list(unpack("a.zip", bytes(bomb)))
    assert "zip bomb" in reasons(found)["a.zip/bomb.md"]
    assert read_names(found) == ["a.zip/ok.md"]
    bomb[listed + 24 : listed + 28] = struct.pack("<I", 10)
    assert "a.zip/bomb.md" in reasons(list(unpack("a.zip", bytes(bomb))))


def test_many_small_bombs_are_stopped_by_the_budget_of_the_whole_archive() -> None:
    content = zipped(*((f"{number}.md", bytes(500_000)) for number in range(20)))
    found = list(unpack("a.zip", content, limits=Limits(unpacked_bytes=3_000_000)))
    assert len(read_names(found)) == 6
    assert "the rest of it was not read" in reasons(found)["a.zip"]


def test_a_bomb_in_a_nested_zip_spends_the_same_budget() -> None:
    inner = zipped(*((f"{number}.md", bytes(500_000)) for number in range(20)))
    found = list(unpack("a.zip", zipped(("in.zip", inner), ("z.md", b"x")), limits=Limits(unpacked_bytes=3_000_000)))
    assert "zip bomb" in reasons(found)["a.zip"]


def test_a_zip_with_too_many_entries_is_refused() -> None:
    content = zipped(*((f"{number}.md", b"x") for number in range(30)))
    assert "more than 20 files" in reasons(list(unpack("a.zip", content, limits=Limits(entries=20))))["a.zip"]


def test_a_zip_that_claims_a_huge_list_of_files_is_refused_before_it_is_read() -> None:
    content = bytearray(zipped(("a.md", b"x")))
    record = content.rfind(b"PK\x05\x06")
    content[record + 12 : record + 16] = struct.pack("<I", 900_000_000)
    assert "more than 50000 files" in reasons(list(unpack("a.zip", bytes(content))))["a.zip"]


@pytest.mark.parametrize("name", ["../up.md", "a/../../up.md", "/etc/up.md", "C:/up.md", "a\\up.md", "../.ssh/up"])
def test_a_name_that_leads_out_of_the_zip_is_refused(name: str) -> None:
    found = list(unpack("a.zip", zipped((name, b"x"), ("ok.md", b"y"))))
    assert list(reasons(found)) == [f"a.zip/{name}"]
    assert read_names(found) == ["a.zip/ok.md"]


def test_a_link_inside_a_zip_is_refused() -> None:
    link = zipfile.ZipInfo("link.md")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    assert "link" in reasons(list(unpack("a.zip", stream.getvalue())))["a.zip/link.md"]


def test_an_entry_with_a_wrong_checksum_is_refused_and_the_others_are_read() -> None:
    content = bytearray(zipped(("bad.md", b"some words"), ("ok.md", b"fine"), packed=False))
    content[content.find(b"some words")] ^= 0xFF
    found = list(unpack("a.zip", bytes(content)))
    assert "damaged" in reasons(found)["a.zip/bad.md"]
    assert read_names(found) == ["a.zip/ok.md"]


@pytest.mark.parametrize("content", [zipped(("a.md", b"text"))[:-10], b"PK\x03\x04 cut off", b"not a zip at all"])
def test_a_damaged_zip_is_refused(content: bytes) -> None:
    assert "damaged or cut off" in reasons(list(unpack("a.zip", content)))["a.zip"]


def test_an_empty_zip_is_refused() -> None:
    assert reasons(list(unpack("a.zip", zipped()))) == {"a.zip": "the zip is empty"}


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(zipped(("secret.md", b"x")))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert "password" in reasons(list(unpack("a.zip", bytes(content))))["a.zip/secret.md"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_entries_with_one_name_the_second_is_refused() -> None:
    found = list(unpack("a.zip", zipped(("x.md", b"1"), ("x.md", b"2"))))
    assert [type(one) for one in found] == [SourceFile, Refusal]


def test_a_utf8_name_that_is_not_marked_as_such_is_read_as_utf8() -> None:
    content = zipped(("cafXX.md", b"x")).replace(b"cafXX", "café".encode())
    assert read_names(list(unpack("a.zip", content))) == ["a.zip/café.md"]


def test_a_name_wrongly_marked_as_utf8_refuses_the_zip() -> None:
    content = zipped(("café.md", b"x")).replace("café".encode(), b"caf\xff\xfe")
    assert "encoding" in reasons(list(unpack("a.zip", content)))["a.zip"]


def test_a_file_name_that_is_not_utf8_is_spelled_out(tmp_path: Path) -> None:
    try:
        with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9.md"), "wb") as stream:
            stream.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert read_names(list(walk([tmp_path]))) == ["caf\\xe9.md"]


def test_links_that_leave_the_folder_lead_nowhere_or_loop_are_refused(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.md")
    folder = tmp_path / "folder"
    write(folder / "a.md")
    (folder / "out.md").symlink_to(outside)
    (folder / "out").symlink_to(tmp_path)
    (folder / "gone.md").symlink_to(folder / "nothing")
    (folder / "itself").symlink_to(folder / "itself")
    found = list(walk([folder]))
    assert read_names(found) == ["a.md"]
    assert sorted(reasons(found)) == ["gone.md", "itself", "out", "out.md"]


def test_a_link_to_a_folder_above_it_does_not_loop(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.md")
    (tmp_path / "sub" / "again").symlink_to(tmp_path)
    assert read_names(list(walk([tmp_path]))) == ["sub/a.md"]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "not a file" in reasons(list(walk([tmp_path])))["pipe.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    write(tmp_path / "locked.md").chmod(0)
    write(tmp_path / "open.md")
    found = list(walk([tmp_path]))
    assert "permissions" in reasons(found)["locked.md"]
    assert read_names(found) == ["open.md"]


def test_the_list_of_pages_of_a_confluence_export_is_not_a_document() -> None:
    listing = b'<div id="main-content"><h2 class="pageSectionTitle">Available Pages:</h2><ul><li><a href="A_1.html">A</a></li></ul></div>'
    found = list(unpack("space.zip", zipped(("OPS/index.html", listing), ("OPS/A_1.html", b"<p>page</p>"))))
    assert [one.name for one in found] == ["space.zip/OPS/A_1.html"]
