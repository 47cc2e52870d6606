"""What the API answers when it cannot answer: problem details (RFC 9457).

They name the parameter, what was found and what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.words import _
from views.prefix import local

PLACE = "/api/docs"
LONGEST = 80
KINDS = {
    "unknown-resource": (404, _("There is no such resource"), _("The address names nothing that the API has.")),
    "unknown-edition": (
        404,
        _("There is no such edition"),
        _("The edition was never published, or is not in force yet."),
    ),
    "unknown-parameter": (
        400,
        _("Unknown parameter"),
        _("The resource does not take this parameter; a misspelt filter would look like a complete table."),
    ),
    "unknown-value": (
        400,
        _("Unknown value"),
        _("The edition has no such value of this parameter, or it is not written as it should be."),
    ),
    "one-value": (400, _("One value only"), _("This parameter may stand once.")),
    "not-acceptable": (406, _("No such format"), _("The header Accept asks for neither JSON nor CSV.")),
    "wrong-method": (405, _("The API is read-only"), _("Only GET and HEAD are answered.")),
    "too-long": (
        414,
        _("The address is too long"),
        _("It has more letters or more parameters than any question needs."),
    ),
    "busy": (503, _("Too many ask at once"), _("Please ask again after the seconds that Retry-After names.")),
    "no-edition": (503, _("No edition can be read"), _("Nothing was published yet, or the store is being mended.")),
    "failed": (
        500,
        _("This cannot be answered just now"),
        _("The fault is on our side and has been written down. The figures are safe."),
    ),
}
"""Each kind of problem: its HTTP status, its title, and when it arises."""


class Problem(Exception):
    """An answer that is a problem: `kind` is a key of `KINDS`, `detail` one sentence.

    `parameter` is the one at fault, `found` what it held, `allowed` what it may hold.
    """

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        parameter: str | None = None,
        found: str | None = None,
        allowed: Iterable[object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.parameter = kind, detail, parameter
        self.found = None if found is None else found[:LONGEST]
        self.allowed = None if allowed is None else list(allowed)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind][0]

    @property
    def body(self) -> dict[str, object]:
        """The members of the problem details; those without a value are left out."""
        members = {"parameter": self.parameter, "found": self.found, "allowed": self.allowed}
        return {
            "type": f"{local(PLACE)}#{self.kind}",
            "title": KINDS[self.kind][1],
            "status": self.status,
            "detail": self.detail,
            **{name: value for name, value in members.items() if value is not None},
        }
