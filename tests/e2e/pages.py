"""The pages to look at, and how a reader comes to each."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.web.samples import LOT, SANNE
from tests.web.signing_in import sign_in_browser

PAGES = (
    "runs", "no runs", "run", "nobody found", "statement", "left out",
    "check", "verdict", "wrong verdict", "check refused", "not found", "sign in",
    "forgotten", "link sent", "link over", "account", "password", "second step", "companies",
    "access", "invite", "invite refused", "end a role", "log", "log whole",
)  # fmt: skip

_ADDRESSES = {
    "runs": "/c/1/runs",
    "no runs": "/c/1/runs",
    "run": "/c/1/runs/1",
    "nobody found": "/c/1/runs/1?name=zzz",
    "statement": f"/c/1/statements/{SANNE}",
    "left out": f"/c/1/statements/{LOT}",
    "not found": "/nope",
    "sign in": "/sign-in",
    "forgotten": "/forgotten",
    "link sent": "/forgotten?sent=1",
    "link over": "/new-password/" + "x" * 43,
    "account": "/account",
    "password": "/account/password",
    "second step": "/account/second-step",
    "companies": "/companies",
    "access": "/c/1/access",
    "invite": "/c/1/access/invite",
    "invite refused": "/c/1/access/invite",
    "end a role": "/c/1/access/roles/1",
    "log": "/c/1/log",
    "log whole": "/c/1/log/whole",
}
_UPLOADS = {"verdict": b'{"amount": "1.00"}', "wrong verdict": b'{"amount": "wrong"}', "check refused": b"text"}


def open_page(page: Page, name: str, address: str, empty_address: str) -> None:
    """Open it as a reader would."""
    server = empty_address if name == "no runs" else address
    sign_in_browser(page.context, server)  # cookies don't know ports: the last server signed in at counts
    if name in _UPLOADS:
        page.goto(f"{address}/check")
        upload(page, _UPLOADS[name])
    else:
        page.goto(server + _ADDRESSES.get(name, "/check"))
    assert name == "sign in" or not page.url.startswith(f"{server}/sign-in")
    if name == "invite refused":
        page.locator("main button").click()
    if name == "statement":
        for step in page.locator("summary").all():
            if not step.evaluate("summary => summary.parentElement.open"):
                step.click()


def upload(page: Page, content: bytes) -> None:
    """Choose a file and send the form."""
    page.set_input_files("#file", {"name": "statement.json", "mimeType": "application/json", "buffer": content})
    page.locator("form.upload button").click()
    page.wait_for_load_state()
