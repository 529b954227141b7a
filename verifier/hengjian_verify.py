#!/usr/bin/env python3
"""Checks proofs from a Hengjian ledger and watches a ledger for rewriting. One file, standard library, Python >= 3.8.

    python3 hengjian_verify.py proof FILE --key VKEY [--witness VKEY ...]
    python3 hengjian_verify.py monitor URL --state FILE --key VKEY [--every SECONDS]

Exit code: 0 everything holds, 1 something does not, 2 it could not be checked. It shares no code with the platform:
that is its purpose. Standards: RFC 8032 (Ed25519), RFC 9162 (trees), C2SP signed-note, tlog-checkpoint and
tlog-cosignature, GM/T 0004-2012 (SM3). License: Apache-2.0.
"""

# ruff: noqa: UP006, UP035, UP045 - the newer spellings need a newer Python

import argparse
import base64
import hashlib
import json
import os
import re
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

Digest = Callable[[bytes], bytes]
Point = Tuple[int, int, int, int]
Said = Tuple[str, str]  # one sentence in English and in Chinese


class Broken(Exception):
    """Something does not hold. Carries the sentence in English and in Chinese."""

    def __init__(self, *said: str) -> None:
        super().__init__(*said)
        self.said = said[0], said[1]


P = 2**255 - 19  # Ed25519 follows, RFC 8032: verification only
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _x_of(y: int, odd: int) -> Optional[int]:
    """The x coordinate of the point with this y and this lowest bit; None if there is none (5.1.3)."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    return P - x if x & 1 != odd else x


def _point(data: bytes) -> Optional[Point]:
    number = int.from_bytes(data, "little")
    y = number & ((1 << 255) - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(a: Point, b: Point) -> Point:
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def _times(scalar: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = _x_of(BASE_Y, 0) or 0
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Is this the key's signature of the message? (5.1.7)"""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce, scalar = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    left, right = _times(scalar, BASE), _add(nonce, _times(int.from_bytes(digest, "little") % ORDER, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


SM3_START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def _turn(x: int, n: int) -> int:
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def _sm3_block(state: List[int], block: bytes) -> List[int]:
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
        w.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < 16
        ss1 = _turn((_turn(a, 12) + e + _turn(0x79CC4519 if early else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & g)
        one = (ff + d + (ss1 ^ _turn(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        two = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d, e, f, g, h = one, a, _turn(b, 9), c, two ^ _turn(two, 9) ^ _turn(two, 17), e, _turn(f, 19), g
    return [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - strict= came with Python 3.10


def sm3(data: bytes) -> bytes:
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    state = list(SM3_START)
    for i in range(0, len(padded), 64):
        state = _sm3_block(state, padded[i : i + 64])
    return b"".join(x.to_bytes(4, "big") for x in state)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


HASHES: Dict[str, Digest] = {"sha256": sha256, "sm3": sm3}


def inclusion_root(digest: Digest, leaf: bytes, index: int, size: int, hashes: List[bytes]) -> bytes:
    """The root this inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Broken("the proof does not fit the tree", "证明与树不相称")
    root, last = digest(b"\x00" + leaf), size - 1
    for sibling in hashes:
        if last == 0:
            raise Broken("the inclusion proof is too long", "存在性证明过长")
        if index & 1 or index == last:
            root = digest(b"\x01" + sibling + root)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            root = digest(b"\x01" + root + sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise Broken("the inclusion proof is too short", "存在性证明过短")
    return root


def check_consistency(
    digest: Digest, first: int, second: int, first_root: bytes, second_root: bytes, hashes: List[bytes]
) -> None:
    """Refuse unless the log of size second continues the log of size first (RFC 9162, 2.1.4.2)."""
    if first == 0 or first == second:
        if hashes or (first and first_root != second_root) or (not first and first_root != digest(b"")):
            raise Broken("two different roots were signed for one size", "同一规模签署了两个不同的根")
        return
    if not 0 < first < second or not hashes:
        raise Broken("there is no proof that the log only grew", "没有日志只增不改的证明")
    path = list(hashes) if first & (first - 1) else [first_root] + list(hashes)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise Broken("the consistency proof is too long", "一致性证明过长")
        if at & 1 or at == last:
            old, new = digest(b"\x01" + sibling + old), digest(b"\x01" + sibling + new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = digest(b"\x01" + new + sibling)
        at, last = at >> 1, last >> 1
    if last or old != first_root or new != second_root:
        en = f"REWRITTEN: the {second} acts do not begin with the {first} that were signed before"
        raise Broken(en, f"日志被改写：现有 {second} 项不以先前签署的 {first} 项开头")


NAME = r"[!-*,-~]+"
LINE = re.compile("\u2014 (" + NAME + ") ([A-Za-z0-9+/]+={0,2})\\Z")


def unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise Broken("there is something else where base64 should be", "应为 base64 处并非 base64") from error


def unhashes(texts: List[str]) -> List[bytes]:
    hashes = [unbase64(text) for text in texts]
    if any(len(h) != 32 for h in hashes):
        raise Broken("a hash in the proof has the wrong length", "证明中的哈希长度不对")
    return hashes


class Key:
    """A public key, `name+id+base64(type, key)`; type 1 signs checkpoints, type 4 cosigns them as a witness."""

    def __init__(self, vkey: str) -> None:
        parts = vkey.strip().split("+", 2)
        data = unbase64(parts[2]) if len(parts) == 3 else b""
        if len(data) != 33 or data[0] not in (1, 4) or not re.match(NAME + r"\Z", parts[0]):
            raise Broken(f"not a public key: {vkey}", f"不是公钥：{vkey}")
        self.text, self.name, self.kind, self.public = vkey.strip(), parts[0], data[0], data[1:]
        self.id = sha256(self.name.encode() + b"\n" + data)[:4]
        if self.id.hex() != parts[1]:
            raise Broken(f"the id in the key of {self.name} is wrong", f"{self.name} 的公钥编号不符")

    def signed(self, body: str, lines: List[str]) -> Optional[int]:
        """The time of a witness's valid line, 0 for a log's own, None if no line holds."""
        for line in lines:
            match = LINE.match(line)
            raw = unbase64(match.group(2)) if match and match.group(1) == self.name else b""
            if raw[:4] != self.id:
                continue
            if self.kind == 1 and ed25519_holds(self.public, raw[4:], body.encode()):
                return 0
            seconds = int.from_bytes(raw[4:12], "big")
            message = (f"cosignature/v1\ntime {seconds}\n{body}").encode()
            if self.kind == 4 and ed25519_holds(self.public, raw[12:], message):
                return seconds
        return None


def read_checkpoint(note: str, key: Key) -> Tuple[int, bytes, str, List[str]]:
    """(size, root, body, lines) of a note that the log's key signed."""
    body, blank, block = note.rpartition("\n\n")
    lines = block.split("\n")
    ok = blank and "\n\n" not in body and lines.pop() == "" and all(LINE.match(line) for line in lines)
    body += "\n"
    parts = body.split("\n")
    if not ok or len(parts) != 4 or not re.match(r"(0|[1-9][0-9]{0,18})\Z", parts[1]) or len(unbase64(parts[2])) != 32:
        raise Broken("the checkpoint is malformed", "检查点格式有误")
    if key.kind != 1 or parts[0] != key.name:
        raise Broken(f"this is not the key of {parts[0]}", f"此公钥不属于 {parts[0]}")
    if key.signed(body, lines) is None:
        raise Broken(f"the signature of {key.name} does not hold", f"{key.name} 的签名无效")
    return int(parts[1]), unbase64(parts[2]), body, lines


def _nfc(value: Any) -> Any:
    if isinstance(value, dict):
        return {_nfc(name): _nfc(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_nfc(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def commitment(salt: bytes, body: Any) -> str:
    """SHA-256 over salt and canonical JSON."""
    text = json.dumps(_nfc(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(salt + text.encode()).hex()


def check_proof(bundle: Dict[str, Any], key: Key, witnesses: Sequence[Key] = ()) -> Iterator[Said]:
    """Everything a proof file claims; yields (en, zh) for each thing that holds, refuses at the first that does not."""
    if bundle.get("format") != "hengjian-proof-v1" or bundle.get("log") not in HASHES:
        raise Broken("this is not a proof file of a version known here", "不是本程序认识的证明文件")
    size, root, body, lines = read_checkpoint(bundle["checkpoint"], key)
    yield f"{key.name} signed a checkpoint of {size} acts", f"{key.name} 签署了含 {size} 项行为的检查点"
    leaf, hashes = bundle["entry"].encode("ascii"), unhashes(bundle["hashes"])
    if inclusion_root(HASHES[bundle["log"]], leaf, bundle["index"], size, hashes) != root:
        raise Broken("the act is not in the log that was signed", "该行为不在所签署的日志中")
    fields = bundle["entry"].split("\n")
    if len(fields) != 7 or fields[0] != "hengjian-act-v1" or fields[6]:
        raise Broken("the entry is malformed", "条目格式有误")
    _, act, name, at, code, committed, _ = fields
    yield f"it holds act {act} ({name}, {at}, division {code})", f"其中有行为 {act}（{name}，{at}，区划 {code}）"
    for witness in witnesses:
        seconds = witness.signed(body, lines)
        if not seconds:
            raise Broken(f"witness {witness.name} has not cosigned", f"见证方 {witness.name} 未联署")
        when = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(seconds))
        yield f"witness {witness.name} saw it at {when}", f"见证方 {witness.name} 于 {when} 联署"
    if "content" in bundle:
        if commitment(bytes.fromhex(bundle["content"]["salt"]), bundle["content"]["body"]) != committed:
            raise Broken("the content is not what the act committed to", "内容与该行为的承诺值不符")
        yield "the content is what the act committed to", "内容与该行为的承诺值一致"
    elif bundle.get("erased_under"):
        # An erasure cannot be proved, only stated: the commitment without its salt says nothing.
        law = bundle["erased_under"]
        yield f"the log says its content was erased under: {law}", f"日志称其内容已依下列规定删除：{law}"


def fetch(url: str) -> str:
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise OSError(f"{url} is not an http address")
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read(1000000), "utf-8")


def consistency_proof(url: str, get: Callable[[str], str]) -> List[bytes]:
    """A log that answers, but not with a proof, has not shown that it only grew."""
    try:
        return unhashes(json.loads(get(url))["hashes"])
    except (urllib.error.HTTPError, ValueError, KeyError, TypeError) as error:
        if getattr(error, "code", 0) >= 500:  # that is a fault of the server, not yet of the log
            raise
        raise Broken(
            f"the log gives no proof that it only grew: {error}", f"日志拒绝证明其只增不改：{error}"
        ) from error


def monitor(url: str, state_file: str, key: Key, log: str, get: Callable[[str], str] = fetch) -> Said:
    """Look at a log once and compare it with what was seen before; (en, zh) of what holds."""
    url, seen = url.rstrip("/"), None
    if os.path.exists(state_file):
        with open(state_file, encoding="utf-8") as file:
            seen = read_checkpoint(file.read(), key)
    note = get(url + "/checkpoint")
    size, root, _, _ = read_checkpoint(note, key)
    if seen and size < seen[0]:
        raise Broken(f"the log shrank from {seen[0]} to {size}", f"日志从 {seen[0]} 条缩短为 {size} 条")
    if seen:
        hashes = consistency_proof(f"{url}/consistency/{seen[0]}/{size}", get) if 0 < seen[0] < size else []
        check_consistency(HASHES[log], seen[0], size, seen[1], root, hashes)
    with open(state_file + ".new", "w", encoding="utf-8") as file:
        file.write(note)
    os.replace(state_file + ".new", state_file)
    if not seen:
        return f"first look: {size} acts, from now on remembered", f"首次查看：{size} 项行为，自此记住"
    return f"the log only grew: {seen[0]} acts, now {size}", f"日志只增不改：原 {seen[0]} 项，现 {size} 项"


def say(lang: str, sentences: Said, mark: str, out: Any = None) -> None:
    text = {"en": sentences[0], "zh": sentences[1], "both": f"{sentences[1]} / {sentences[0]}"}[lang]
    print(f"{mark} {text}", file=out or sys.stdout, flush=True)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="验证衡鉴日志的证明 / Check proofs of a Hengjian ledger")
    parser.add_argument("--lang", choices=["zh", "en", "both"], default="both")
    commands = parser.add_subparsers(dest="command", required=True)
    proof = commands.add_parser("proof", help="验证一份证明文件 / check one proof file")
    proof.add_argument("file")
    proof.add_argument("--witness", action="append", default=[], help="见证方公钥，必须已联署 / must have cosigned")
    watch = commands.add_parser("monitor", help="持续监看一个日志 / watch a log")
    watch.add_argument("url")
    watch.add_argument("--state", required=True, help="记住上次所见的文件 / file that remembers what was seen")
    watch.add_argument("--every", type=int, default=0, metavar="SECONDS")
    watch.add_argument("--log", choices=sorted(HASHES), default="sha256")
    for command in (proof, watch):
        command.add_argument("--key", required=command is watch, help="日志公钥，应从别处取得 / the log's key")
        command.add_argument("--lang", choices=["zh", "en", "both"], default=argparse.SUPPRESS)
    return parser


def run_proof(options: argparse.Namespace) -> None:
    with open(options.file, encoding="utf-8") as file:
        bundle = json.load(file)
    if not options.key:
        unpinned = (
            f"the key is the file's own, compare it: {bundle['key']}",
            f"公钥取自文件本身，请核对：{bundle['key']}",
        )
        say(options.lang, unpinned, "!")
    for sentences in check_proof(bundle, Key(options.key or bundle["key"]), [Key(w) for w in options.witness]):
        say(options.lang, sentences, "\u2713")


def run_monitor(options: argparse.Namespace) -> None:
    look = (options.url, options.state, Key(options.key), options.log)
    say(options.lang, monitor(*look), "\u2713")
    while options.every:
        time.sleep(options.every)
        try:
            say(options.lang, monitor(*look), "\u2713")
        except OSError as error:  # a log that is away for a while has not lied
            print(f"? {error}", file=sys.stderr, flush=True)


def main(argv: Optional[List[str]] = None) -> int:
    options = arguments().parse_args(argv)
    try:
        (run_proof if options.command == "proof" else run_monitor)(options)
    except Broken as error:
        say(options.lang, error.said, "\u2717", sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        say(options.lang, (f"could not be checked: {error}", f"无法验证：{error}"), "?", sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
