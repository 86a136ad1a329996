import json
import signal
from dataclasses import dataclass

import pytest

from nosograph.cli import main


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def nosograph(capsys, monkeypatch):
    """Run the command line in this process."""

    def run(*words):
        monkeypatch.setattr("sys.argv", ["nosograph", *map(str, words)])
        before = signal.getsignal(signal.SIGINT)
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        finally:
            signal.signal(signal.SIGINT, before)
        return Told(code, *capsys.readouterr())

    return run
