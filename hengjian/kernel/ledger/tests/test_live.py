"""The verifier's program and the witness command against a running server."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hengjian.kernel.ledger.keys import verifier, witness_signer
from hengjian.kernel.ledger.sequencer import seal

PROGRAM = Path(__file__).parents[4] / "verifier" / "hengjian_verify.py"


def program(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(PROGRAM), *words], capture_output=True, text=True, timeout=60)


def test_a_stranger_a_monitor_and_a_witness(
    live_server: Any, acts: Callable[[int], list[int]], own_home: Path, settings: Any
) -> None:
    witness = witness_signer("witness.test/w1").verifier.vkey
    settings.HENGJIAN_WITNESSES = [witness]
    url, key, state = f"{live_server.url}/ledger", verifier("sha256").vkey, str(own_home / "seen")
    for count in (3, 300):
        ids = acts(count)
        seal()
        watched = program("monitor", url, "--state", state, "--key", key)
        assert watched.returncode == 0, watched.stderr
        call_command("witness", url, key=key, name="witness.test/w1")
    with urllib.request.urlopen(f"{url}/proof/{ids[7]}") as answer:
        bundle = json.load(answer)
    file = own_home / "proof.json"
    file.write_text(json.dumps(bundle))
    checked = program("proof", str(file), "--key", key, "--witness", witness, "--lang", "en")
    assert checked.returncode == 0, checked.stderr
    assert "witness.test/w1 saw it" in checked.stdout
    Path(state).write_text(bundle["checkpoint"].replace("303", "302"))
    assert program("monitor", url, "--state", state, "--key", key).returncode == 1


def test_the_witness_command_shows_its_key_and_refuses_another_logs(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("witness", name="witness.test/w1")
    assert capsys.readouterr().out.startswith("witness.test/w1+")
    with pytest.raises(CommandError, match="not an Ed25519 key"):
        call_command("witness", "http://127.0.0.1:1/ledger", key="nonsense", name="witness.test/w1")
