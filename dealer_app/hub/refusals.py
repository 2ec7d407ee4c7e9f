"""Define the refusal of a call: a status and a code of docs/protocol.md, section 6; never a sentence."""

from dealer_app.protocol import wire


class CallRefusedError(Exception):
    """A refusal that the counter must handle; what was done for the call is rolled back.

    ``epoch`` is the device's epoch in which it was judged (0: none). ``challenge`` lets the counter prove that its call
    is fresh. A fork that is not ``is_proved`` is answered, but it does not stop the device: the call may be a late one.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        acked_n: int = 0,
        retry_after_s: int = 0,
        epoch: int = 0,
        challenge: str = "",
        is_proved: bool = True,
    ) -> None:
        super().__init__(code)
        self.status, self.code = status, code
        self.acked_n, self.retry_after_s = acked_n, retry_after_s
        self.epoch, self.challenge, self.is_proved = epoch, challenge, is_proved

    def body(self) -> wire.CallRefusal:
        """Return the refusal as it is sent."""
        return wire.CallRefusal(self.code, self.acked_n, self.retry_after_s, self.epoch, self.challenge)
