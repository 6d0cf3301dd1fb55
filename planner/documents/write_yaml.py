"""A document as YAML that `read_document` reads back the same: numbers stay as they were written."""

from __future__ import annotations

from typing import Any

import yaml


class _Plain(yaml.SafeDumper):
    """Quotes only what would read as something else than text: our reader takes every other plain word as it stands."""

    def ignore_aliases(self, data: object) -> bool:
        """Written out twice where it stands twice: our reader takes no aliases."""
        return True


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag.endswith((":bool", ":null"))]
    for first, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def write_yaml(document: Any) -> str:
    """The document's text.

    >>> print(write_yaml({"rate": "8%", "given": {"limit": "10"}}), end="")
    rate: 8%
    given:
      limit: 10
    """
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)
