"""A journal becomes an Open Cap Format 1.2.0 package, with a file beside it for what the standard has no place for."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.calculators.captable_document import CaptableDocument
from planner.calculators.captable_fields import proper_type
from planner.calculators.captable_journal import in_order
from planner.calculators.captable_sidecar_document import FILE_TYPE, NAME
from planner.calculators.captable_standard import VERSION, conformed
from planner.calculators.reading import read
from planner.errors import Fault, Refused, refuse
from planner.figures.facts import read_date

# kind of object: the file it stands in, that file's type, and the manifest's list that names it
_FILES = {
    "STAKEHOLDER": ("Stakeholders", "OCF_STAKEHOLDERS_FILE", "stakeholders_files"),
    "STOCK_CLASS": ("StockClasses", "OCF_STOCK_CLASSES_FILE", "stock_classes_files"),
    "STOCK_LEGEND_TEMPLATE": ("StockLegends", "OCF_STOCK_LEGEND_TEMPLATES_FILE", "stock_legend_templates_files"),
    "STOCK_PLAN": ("StockPlans", "OCF_STOCK_PLANS_FILE", "stock_plans_files"),
    "VESTING_TERMS": ("VestingTerms", "OCF_VESTING_TERMS_FILE", "vesting_terms_files"),
    "VALUATION": ("Valuations", "OCF_VALUATIONS_FILE", "valuations_files"),
    "FINANCING": ("Financings", "OCF_FINANCINGS_FILE", "financings_files"),
    "DOCUMENT": ("Documents", "OCF_DOCUMENTS_FILE", "documents_files"),
    # The standard has this kind, but its description of a transactions file forgot it: so it gets one of its own
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": (
        "IssuerTransactions", "OCF_TRANSACTIONS_FILE", "transactions_files",
    ),
}  # fmt: skip
_TRANSACTIONS = ("Transactions", "OCF_TRANSACTIONS_FILE", "transactions_files")
_MUST_LIST = (
    "stock_plans_files", "stock_legend_templates_files", "stock_classes_files", "vesting_terms_files",
    "valuations_files", "transactions_files", "stakeholders_files",
)  # fmt: skip


@dataclass
class Package:
    """The files of a package by name, and what stands beside the standard."""

    files: dict[str, bytes]
    warnings: tuple[Fault, ...]


@dataclass
class _Sorted:
    """The journal's objects: in the standard's form, and what of them isn't."""

    items: dict[tuple[str, str, str], list[Any]] = field(default_factory=lambda: defaultdict(list))
    issuer: dict[str, Any] | None = None
    objects: list[Any] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def put(self, found: dict[str, Any], written: dict[str, Any]) -> None:
        """An object in the file of its kind; the first issuer in the manifest, any other beside the package."""
        kind = proper_type(found["object_type"])
        if kind != "ISSUER":
            self.items[_FILES.get(kind, _TRANSACTIONS)].append(written)
        elif self.issuer is None:
            self.issuer = written
        else:
            self.objects.append(found)


def package(document: object) -> Package:
    """The package of a journal: a manifest and files that are Open Cap Format 1.2.0, and the file beside them.

    An object with no form in the standard stands beside it whole, as do fields that it has no place for; each is told.
    The same journal gives the same bytes. Raises Refused.
    """
    found = read(CaptableDocument, document)
    sorted_ = _sort(found.objects)
    if sorted_.issuer is None:
        raise Refused([*sorted_.warnings, Fault("objects", "have no issuer that a package could be of")])
    files = {
        f"{name}.ocf.json": _written({"file_type": kind, "items": items})
        for (name, kind, _), items in sorted_.items.items()
    }
    manifest = _manifest(found, sorted_, files)
    as_given = document["beside"] if found.beside and isinstance(document, dict) else []
    beside = _beside(found, as_given, sorted_, manifest)
    files = {"Manifest.ocf.json": _written(manifest), **files}
    if beside:
        files[NAME] = _written({"file_type": FILE_TYPE, "version": "1", **beside})
    return Package(files, tuple(sorted_.warnings))


def write_package(made: Package, folder: Path) -> None:
    """The files in a folder of their own. What is there already may be the same; raises Refused if it is other."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    other = [path.name for path in there if not _is_same(path, made.files.get(path.name))]
    if other:
        text = "holds something else already, such as {name}; name a new or an empty folder"
        raise refuse(str(folder), text, name=other[0])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise refuse(str(folder), "can't be written: {why}", why=error.strerror) from None


def _is_same(path: Path, content: bytes | None) -> bool:
    return content is not None and path.is_file() and path.read_bytes() == content


def _sort(objects: Iterable[dict[str, Any]]) -> _Sorted:
    done = _Sorted()
    seen: set[tuple[str, str]] = set()
    for _, each in in_order(objects):
        place = str(each.get("id") or each.get("object_type"))
        form = conformed(each, place)
        done.warnings += form.warnings(place)
        if form.written is None:
            done.objects.append(each)
        elif (key := (proper_type(each["object_type"]), place)) in seen:
            text = "is the id of more than one {kind}; this one stands beside the package"
            done.warnings.append(Fault(place, text, {"kind": key[0]}, warning=True))
            done.objects.append(each)
        else:
            seen.add(key)
            done.put(dict(each), dict(form.written))
            if form.other or form.added:
                done.differences.append({"object_type": each["object_type"], "id": each["id"],
                                         "other": dict(form.other), "added": list(form.added)})  # fmt: skip
    return done


def _manifest(found: CaptableDocument, sorted_: _Sorted, files: dict[str, bytes]) -> dict[str, Any]:
    days = [each["date"] for each in found.objects if read_date(each.get("date"))]
    issuer = sorted_.issuer or {}
    written = found.manifest.get("as_of")
    as_of = written if read_date(written) else max(days, default=str(issuer.get("formation_date")))
    generated = found.manifest.get("generated_at")
    lists: dict[str, list[Any]] = {name: [] for name in _MUST_LIST}
    for name, _, listed in sorted_.items:
        path = f"{name}.ocf.json"
        md5 = hashlib.md5(files[path], usedforsecurity=False).hexdigest()
        lists.setdefault(listed, []).append({"filepath": f"./{path}", "md5": md5})
    comments = found.manifest.get("comments")
    return {
        "ocf_version": VERSION,
        "file_type": "OCF_MANIFEST_FILE",
        "as_of": as_of,
        "generated_at": generated if isinstance(generated, str) else f"{as_of}T00:00:00Z",
        "issuer": issuer,
        **({"comments": comments} if isinstance(comments, list) else {}),
        **lists,
    }


def _beside(found: CaptableDocument, beside: list[Any], sorted_: _Sorted, manifest: dict[str, Any]) -> dict[str, Any]:
    """What the file beside the package holds; nothing if all is in the package."""
    changed = any(manifest.get(name) != value for name, value in found.manifest.items())
    parts = {
        "beside": beside,
        "differences": sorted_.differences,
        "objects": sorted_.objects,
        "kept": found.kept,
        "manifest": found.manifest if changed else {},
    }
    return {name: part for name, part in parts.items() if part}


def _written(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
