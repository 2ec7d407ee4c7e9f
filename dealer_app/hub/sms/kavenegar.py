"""Send messages by Kavenegar's documented verify/lookup call; the key is part of the address and is never logged."""

import logging
import os
from pathlib import Path
from urllib.parse import quote

import httpx

from dealer_app.hub.sms.queue import Message

KEY_VARIABLE, KEY_FILE = "BAJEH_SMS_KEY", "sms.key"
ADDRESS = "https://api.kavenegar.com"
_OK = 200
_TIMEOUT = httpx.Timeout(15, connect=5)
CODES = {
    400: "sms_request",
    401: "sms_account",
    402: "sms_failed",
    403: "sms_key",
    404: "sms_request",
    405: "sms_request",
    406: "sms_request",
    407: "sms_access",
    409: "sms_gateway_down",
    411: "sms_receptor",
    412: "sms_sender",
    413: "sms_length",
    414: "sms_too_many",
    417: "sms_date",
    418: "sms_credit",
    419: "sms_request",
    422: "sms_characters",
    424: "sms_template",
    426: "sms_access",
    428: "sms_request",
    430: "sms_account",
    431: "sms_token",
    432: "sms_template",
}
"""The gateway's own status -> our code, which has a Persian sentence. Source: the gateway's documentation."""


class Kavenegar:
    """A ``Gateway``; only tests change ``address`` and ``timeout``."""

    def __init__(self, key: str, address: str = ADDRESS, timeout: httpx.Timeout = _TIMEOUT) -> None:
        self._url, self._timeout = f"{address}/v1/{quote(key, safe='')}/verify/lookup.json", timeout
        logging.getLogger("httpx").setLevel(logging.WARNING)  # below it, whole addresses are logged: ours has the key

    def send(self, message: Message) -> str:
        """Send one message; both the HTTP status and the envelope's status must be 200."""
        form = {"receptor": message.receptor, "template": message.template, **message.tokens}
        try:
            answer = httpx.post(self._url, data=form, timeout=self._timeout, follow_redirects=False)
            status = int(answer.json()["return"]["status"])
        except httpx.TimeoutException:
            return "sms_timeout"
        except httpx.HTTPError:
            return "sms_gateway_down"
        except (ValueError, KeyError, TypeError):
            return "sms_answer"
        if status == _OK and answer.status_code == _OK:
            return ""
        return CODES.get(status if status != _OK else answer.status_code, "sms_answer")


def find_gateway(home: Path) -> Kavenegar | None:
    """Return the gateway with the key of BAJEH_SMS_KEY or of the 0600 file in ``home``; None if there is no key."""
    path = home / KEY_FILE
    key = os.environ.get(KEY_VARIABLE, "").strip() or (path.read_text("utf-8").strip() if path.is_file() else "")
    return Kavenegar(key) if key else None
