"""A package becomes one journal: every object that is in it, and a warning for all that is odd. Nothing is dropped."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planner.calculators.captable_document import CaptableDocument
from planner.calculators.captable_fields import proper_type
from planner.calculators.captable_journal import in_order
from planner.calculators.captable_references import oddities
from planner.calculators.captable_sidecar_document import FILE_TYPE, Sidecar
from planner.calculators.captable_standard import conformed, restored
from planner.calculators.reading import read
from planner.documents import read_document
from planner.errors import Fault, Refused
from planner.operations.ocf_in.package_files import find_files

_HAS_FILES = "_files"


@dataclass(frozen=True)
class PackageRead:
    """The journal as `calc captable` takes it, what is odd in the package, and how many files it was."""

    journal: dict[str, Any]
    warnings: tuple[Fault, ...]
    files: int

    @property
    def counts(self) -> Counter[str]:
        """How many objects there are of each kind, under its present name."""
        return Counter(proper_type(str(each.get("object_type"))) for each in self.journal["objects"])


@dataclass
class _Reader:
    objects: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # with the file
    beside: list[Any] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    manifest: dict[str, Any] = field(default_factory=dict)
    sidecars: list[Sidecar] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)  # the files that a manifest names, with their MD5
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def warn(self, place: str, text: str, **values: object) -> None:
        self.warnings.append(Fault(place, text, values, warning=True))

    def add(self, name: str, document: Any) -> None:
        """What one file says, by what it looks like; its name decides nothing."""
        if isinstance(document, list):
            self._add_items(name, document)
        elif not isinstance(document, dict):
            self._keep(name, document)
        elif document.get("file_type") == FILE_TYPE:
            self._add_sidecar(name, document)
        elif isinstance(document.get("issuer"), dict):
            self._add_manifest(name, document)
        elif isinstance(document.get("items"), list):
            self._add_items(name, document["items"])
            self._keep_rest(name, {key: each for key, each in document.items() if key not in ("items", "file_type")})
        elif "objects" in document and document.keys() <= CaptableDocument.model_fields.keys():
            self._add_journal(name, document)
        elif "object_type" in document:
            self._add_items(name, [document])
        else:
            self._keep(name, document)

    def _add_items(self, name: str, items: list[Any]) -> None:
        for at, each in enumerate(items):
            if isinstance(each, dict) and isinstance(each.get("object_type"), str):
                self.objects.append((name, each))
            else:
                self.kept.append(each)
                self.warn(f"{name}, items[{at}]", "is no object with an object_type; it is kept as it is")

    def _keep(self, name: str, document: Any) -> None:
        self.kept.append(document)
        self.warn(name, "is no file of Open Cap Format; it is kept as it is")

    def _keep_rest(self, name: str, rest: dict[str, Any]) -> None:
        if rest:
            self.kept.append(rest)
            self.warn(name, "has more than its items: {keys}; that is kept as it is", keys=", ".join(rest))

    def _add_manifest(self, name: str, document: dict[str, Any]) -> None:
        issuer = document["issuer"]
        if "object_type" not in issuer:
            self.warn(name, "has an issuer without object_type; it is taken for an ISSUER")
            issuer = {"object_type": "ISSUER", **issuer}
        self.objects.append((name, issuer))
        for key, value in document.items():
            if key.endswith(_HAS_FILES) and isinstance(value, list):
                self.listed |= {
                    str(each.get("filepath")): str(each.get("md5")) for each in value if isinstance(each, dict)
                }
            elif key not in ("issuer", "file_type"):
                self.manifest.setdefault(key, value)

    def _add_sidecar(self, name: str, document: dict[str, Any]) -> None:
        try:
            found = read(Sidecar, document, name)
        except Refused as refused:
            self.faults += refused.faults
            return
        self.sidecars.append(found)
        self.beside += document.get("beside", [])
        self.objects += [(name, each) for each in found.objects]
        self.kept += found.kept

    def _add_journal(self, name: str, document: dict[str, Any]) -> None:
        """A journal that was read before."""
        try:
            found = read(CaptableDocument, document, name)
        except Refused as refused:
            self.faults += refused.faults
            return
        self._add_items(name, found.objects)
        self.beside += document.get("beside", [])
        self.kept += found.kept
        self.manifest |= found.manifest


def read_package(paths: Sequence[str]) -> PackageRead:
    """The journal in these files, folders and zips, whatever their order.

    Objects come in one order: by kind, then transactions by day. Raises Refused only for what can't be read at all:
    broken JSON, damaged zips, files beyond all size.
    """
    found = find_files(paths)
    reader = _Reader()
    for name, content in found.content.items():
        try:
            document = read_document(content, name)
        except Refused as refused:
            reader.faults += refused.faults
            continue
        numbers: list[Decimal] = []
        reader.add(name, _as_texts(document, numbers))
        if numbers:
            text = (
                "writes {count} numbers without quotes, such as {first}; they are read by their shortest decimal text"
            )
            reader.warn(name, text, count=len(numbers), first=numbers[0])
    if reader.faults:
        raise Refused(reader.faults)
    for other in found.others:
        reader.warn(other, "is no .json file and isn't read")
    reader.warnings += _compared(reader.listed, found.content)
    return PackageRead(_journal(reader), tuple(reader.warnings), len(found.content))


def _as_texts(value: Any, numbers: list[Decimal]) -> Any:
    """Decimals as texts, as the standard writes numbers; whole numbers stay, since some fields are whole numbers."""
    if isinstance(value, dict):
        return {key: _as_texts(each, numbers) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_texts(each, numbers) for each in value]
    if isinstance(value, Decimal):
        numbers.append(value)
        return format(value, "f")
    return value


def _compared(listed: dict[str, str], content: dict[str, bytes]) -> Iterator[Fault]:
    """What the manifest says of the files beside what was found."""
    by_name = {name.rpartition("/")[2]: each for name, each in content.items()}
    for path, md5 in listed.items():
        found = by_name.get(path.rpartition("/")[2])
        if found is None:
            yield Fault(path, "is named in the manifest and isn't there", warning=True)
        elif hashlib.md5(found, usedforsecurity=False).hexdigest() != md5.lower():
            yield Fault(path, "has another MD5 than the manifest says", warning=True)


def _journal(reader: _Reader) -> dict[str, Any]:
    objects = _merged(reader)
    for each in objects:
        place = str(each.get("id") or each.get("object_type"))
        reader.warnings += conformed(each, place).warnings(place)
    reader.warnings += oddities(objects)
    found = {"objects": objects, "beside": reader.beside, "kept": reader.kept, "manifest": _manifest(reader)}
    return {name: value for name, value in found.items() if value or name == "objects"}


def _manifest(reader: _Reader) -> dict[str, Any]:
    """The manifest as it was when the package was first read, where a sidecar tells."""
    first = next((each.manifest for each in reader.sidecars if each.manifest), None)
    return reader.manifest if first is None else first


def _merged(reader: _Reader) -> list[dict[str, Any]]:
    """The objects as they were, in one order, each once: of two that are the same to the letter one is enough."""
    changes = {(each.object_type, each.id): each for sidecar in reader.sidecars for each in sidecar.differences}
    by_id: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for name, found in reader.objects:
        key = (str(found.get("object_type")), str(found.get("id")))
        change = changes.get(key)
        each = restored(found, change.other, change.added) if change else found
        if each in by_id[key]:
            reader.warn(key[1], "stands in {file} as well, to the letter; once is enough", file=name)
        else:
            by_id[key].append(each)
    return [dict(each) for _, each in in_order(each for alike in by_id.values() for each in alike)]
