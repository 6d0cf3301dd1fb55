from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from planner.canonical import Spelling, canonical, identity_of

PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text() | st.floats(allow_nan=False)
DOCUMENTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=5)
)


@given(DOCUMENTS.filter(lambda document: document != float("inf")))
def test_it_is_written_as_the_standard_says(document: object) -> None:
    try:
        expected = rfc8785.dumps(document)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        with pytest.raises((rfc8785.CanonicalizationError, UnicodeEncodeError)):
            canonical(document)
        return
    assert canonical(document) == expected


def test_keys_are_sorted_by_utf_16_as_the_standard_asks() -> None:
    """RFC 8785, section 3.2.3: the example with keys from many scripts."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    written = canonical(dict.fromkeys(keys, 0)).decode()
    assert written == "{" + ",".join(f'"{key}":0' for key in order) + "}"


def test_the_identity_is_the_hash_of_those_bytes() -> None:
    # printf '{"a":1}' | sha256sum
    assert identity_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


@pytest.mark.parametrize("odd", [{1: "a"}, {"a": 2**53}, {"a": {1, 2}}, {"a": float("nan")}])
def test_what_is_no_exact_json_is_refused(odd: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(odd)


def test_parts_that_documents_share_are_spelled_as_if_they_were_not() -> None:
    shared = {"é": "x", "a": [1, {"title": "scheme"}]}
    documents = [{"scheme": shared, "id": str(n), "z": None, "a": "scheme"} for n in range(3)]
    spelling = Spelling()
    for document in documents:
        assert spelling.canonical(document, {"scheme", "absent"}) == canonical(document)
