"""What a zipped Office file would unpack to, checked before anything is unpacked: bombs, sparse sheets, entity tricks."""

import io
import re
import zipfile
import zlib

from index.reading import limits
from index.reading.content import Unreadable
from index.reading.sniff import Format

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<c\b[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 1 << 20
_OVERLAP = 256


def check_archive(data: bytes, kind: Format) -> None:
    """Refuse an archive that is damaged, encrypted, too large or made to exhaust its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            for entry in entries:
                _check_entry(archive, entry, is_sheet=kind is Format.XLSX and bool(_SHEET.fullmatch(entry.filename)))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        locked = "encrypted" in str(error)
        raise Unreadable("文件有密码，请去掉密码后再加入" if locked else "文件已损坏（压缩内容校验不符）") from None
    except zlib.error:
        raise Unreadable("文件已损坏（压缩内容读不全）") from None


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.ZIP_ENTRIES:
        raise Unreadable(f"压缩包里超过 {limits.ZIP_ENTRIES} 个文件")
    if sum(entry.file_size for entry in entries) > limits.ZIP_BYTES:
        raise Unreadable(f"解压后超过 {limits.ZIP_BYTES // limits.MB} MB")
    for entry in entries:
        bomb = entry.file_size > limits.ZIP_RATIO_FROM and entry.file_size > limits.ZIP_RATIO * max(1, entry.compress_size)
        if bomb or entry.file_size > limits.ZIP_ENTRY_BYTES:
            raise Unreadable("解压后大得不合理，疑似压缩炸弹")
        if entry.flag_bits & 1:
            raise Unreadable("文件有密码，请去掉密码后再加入")


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, is_sheet: bool) -> None:
    """Unpack one XML part as a stream: the checksum must hold, no document type, no boundless sheet."""
    if not entry.filename.endswith((".xml", ".rels")):
        return
    cells, tail = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            block = tail + chunk
            plain = block.replace(b"\0", b"")  # UTF-16 as well
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise Unreadable("文件里有实体定义，疑似恶意构造")
            if is_sheet:
                cells += _check_cells(block)
                if cells > limits.SHEET_CELLS:
                    raise Unreadable(f"工作表超过 {limits.SHEET_CELLS} 格")
            tail = block[-_OVERLAP:]


def _check_cells(block: bytes) -> int:
    count = 0
    for found in _CELL.finditer(block):
        count += 1
        if int(found.group(2)) > limits.SHEET_ROWS or _column(found.group(1)) > limits.SHEET_COLUMNS:
            raise Unreadable(f"工作表超过 {limits.SHEET_ROWS} 行或 {limits.SHEET_COLUMNS} 列")
    return count


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
