"""Define the refusal of a call: a status and a code of docs/protocol.md, section 6; never a sentence."""


class CallRefusedError(Exception):
    """A refusal that the counter must handle; what was done for the call is rolled back."""

    def __init__(self, status: int, code: str, *, acked_n: int = 0, retry_after_s: int = 0) -> None:
        super().__init__(code)
        self.status, self.code = status, code
        self.acked_n, self.retry_after_s = acked_n, retry_after_s
