"""Security headers on every answer, whoever gives it: a route, the pages, a refusal, or the protocol itself."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
STARTS = ("http.response.start", "websocket.accept", "websocket.http.response.start")


def security_headers(shell: str) -> dict[str, str]:
    """The headers of every answer, by their names in lower case; scripts that stand inside `shell` may run."""
    scripts = re.findall(r"<script>(.*?)</script>", shell, re.S)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    policy = [
        "default-src 'none'",
        " ".join(["script-src 'self' 'wasm-unsafe-eval'", *(f"'sha256-{text}'" for text in hashes)]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    return {"content-security-policy": "; ".join(policy), **HEADERS}


class SecurityHeaders:
    """Puts `headers` on every answer, websockets included, in place of any of the same name."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, {name.encode(): text.encode() for name, text in headers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] in STARTS:
                given = message.get("headers", [])
                kept = [(name, value) for name, value in given if name.lower() not in self.headers]
                message = {**message, "headers": [*kept, *self.headers.items()]}
            await send(message)

        await self.app(scope, receive, with_headers)
