#!/usr/bin/env python3
"""Holds a published draw of Hengjian again and compares. Standard library, Python >= 3.8; the format is docs/draw.md.

    python3 hengjian_draw.py BUNDLE [--row OPENING] [--key VKEY] [--lang zh]

From the public bundle alone: rule, quotas, seed, tickets and selection of the anonymous rows. With `--row` also that
one subject stands in the roster and whether it was drawn. With the openings (witnesses, courts) also who every row is
and how the officers were matched. With `--key` that plan and result stand in the ledger, the plan first. It needs
`hengjian_verify.py` beside it and shares no code with the platform: that is its purpose.
Exit code: 0 everything that was checked holds, 1 something does not. License: Apache-2.0.
"""

# ruff: noqa: B905, UP006, UP035, UP045 - the newer spellings need a newer Python

import argparse
import hashlib
import io
import json
import re
import sys
import unicodedata
import zipfile
from math import isqrt
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence, Set, Tuple

import hengjian_verify as ledger
from hengjian_verify import Broken, Said, inclusion_root
from hengjian_verify import sha256 as sha

PPM = 1000000
Facts = Dict[str, Any]
Leaves = List[List[bytes]]  # the rows of each stratum
Ticket = Tuple[bytes, bytes]


def hold(holds: Any, english: str, chinese: str) -> None:
    """Stop unless it holds."""
    if not holds:
        raise Broken(english, chinese)


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON document."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def document(data: bytes, kind: str) -> Any:
    """A JSON document that is written in its one spelling and is of the kind."""
    try:
        value = json.loads(data.decode())
    except ValueError:
        raise Broken("a document cannot be read", "有文件无法读取") from None
    hold(unicodedata.normalize("NFC", data.decode()).encode() == data == canonical(value),
         "a document is not in canonical form", "有文件不是规范格式")  # fmt: skip
    hold(value.get("format") == kind, f"this is not a {kind}", f"不是 {kind}")
    return value


def lines(*fields: str) -> bytes:
    """Fields of a committed text, a line each."""
    for field in fields:
        bad = not field or any(c in field for c in "\n\r\0") or unicodedata.normalize("NFC", field) != field
        hold(not bad, "a field is empty, broken or not NFC", "有字段为空、含换行或不是NFC格式")
    return "".join(field + "\n" for field in fields).encode()


def unzip(data: bytes) -> Dict[str, bytes]:
    """The files of a bundle, if each byte of it is as the format says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, KeyError, OSError, RuntimeError):
        raise Broken("the bundle is not a whole zip file", "核验包不是完整的压缩文件") from None
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)
    hold(again.getvalue() == data, "the bundle has bytes that do not belong to it", "核验包中有不属于它的字节")
    return parts


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes (RFC 9162, 2.1.1)."""
    stack: List[Tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node, height = sha(b"\1" + stack.pop()[1] + node), height + 1
        stack.append((height, node))
    if not stack:
        return sha(b"")
    node = stack.pop()[1]
    while stack:
        node = sha(b"\1" + stack.pop()[1] + node)
    return node


def quotas(total: int, strata: Sequence[Facts]) -> List[int]:
    """How many each stratum gives: in proportion to size times weight, full strata first, rounded up."""
    found, rest = [0] * len(strata), [i for i, s in enumerate(strata) if s["size"] and s["weight"]]
    left = min(total, sum(strata[i]["size"] for i in rest))
    while rest:
        mass = sum(strata[i]["size"] * strata[i]["weight"] for i in rest)
        full = [i for i in rest if left * strata[i]["weight"] >= mass]
        for i in full or rest:
            size = strata[i]["size"]
            found[i] = size if full else -(-left * size * strata[i]["weight"] // mass)
        left -= sum(strata[i]["size"] for i in full)
        rest = [i for i in rest if i not in full] if full else []
    return found


def check_plan(plan: Facts) -> None:
    """The rule: who seals values, and what follows from total and weights."""
    names = [p["name"] for p in plan["parties"]]
    roles = [p["role"] for p in plan["parties"]]
    hold(len(set(names)) == len(names), "a party is named twice", "参与方重复")
    hold(roles.count("department") >= 2 and roles.count("witness") + roles.count("public") >= 1,
         "fewer than two departments and one outsider made the seed", "种子的参与方不足两个部门和一个外部见证方")  # fmt: skip
    hold(all(bool(p["commitment"]) != bool(p["source"]) for p in plan["parties"]),
         "a party has no sealed value and no public source", "有参与方既无承诺值也无公开来源")  # fmt: skip
    order = [s["name"] for s in plan["strata"]]
    hold(order == sorted(set(order)), "strata are not in order", "分层次序不对")
    hold([s["quota"] for s in plan["strata"]] == quotas(plan["total"], plan["strata"]),
         "the quotas do not follow from total and weights", "各层应抽数与总数、权重不符")  # fmt: skip


def check_leaves(plan: Facts, parts: Dict[str, bytes]) -> Leaves:
    """The anonymous rows are those that were locked."""
    found = []
    for n, stratum in enumerate(plan["strata"]):
        data = parts.get(f"leaves/{n}.bin", b"")
        leaves = [data[i : i + 32] for i in range(0, len(data), 32)]
        hold(len(data) == 32 * stratum["size"] and all(a < b for a, b in zip(leaves, leaves[1:])),
             "the rows of a stratum are not as many as locked, or out of order", "某层名录数量或次序与锁定时不符")  # fmt: skip
        hold(
            root_of(leaves).hex() == stratum["root"], "a roster is not the one that was locked", "名录不是锁定时的名录"
        )
        found.append(leaves)
    return found


def check_seed(plan: Facts, hashed: str, values: Sequence[str]) -> bytes:
    """Each value is the sealed one; the seed follows from them and from the plan."""
    hold(len(values) == len(plan["parties"]), "a party's value is missing", "缺少某方的揭示值")
    for party, value in zip(plan["parties"], values):
        if party["commitment"]:
            sealed = sha(lines("hengjian-commit-v1", plan["draw"], party["name"], value)).hex()
            hold(sealed == party["commitment"] and re.fullmatch("[0-9a-f]{64}", value),
                 f"{party['name']} revealed another value than the sealed one", f"{party['name']}的揭示值与承诺不符")  # fmt: skip
    return sha(lines("hengjian-seed-v1", hashed, *values))


def tickets_below(seed: bytes, leaves: Sequence[bytes], bound: bytes) -> List[Ticket]:
    """Rows whose ticket is not above the bound; a row's ticket is SHA-256 over seed and the leaf's first 16 bytes."""
    both = ((hashlib.sha256(seed + leaf[:16]).digest(), leaf) for leaf in leaves)
    return [t for t in both if t[0] <= bound]


def smallest(seed: bytes, groups: Sequence[Sequence[bytes]], count: int) -> List[Ticket]:
    """The smallest tickets over some strata; only as many are kept as chance may ask for."""
    size = sum(map(len, groups))
    count = min(count, size)
    reach = count + 6 * isqrt(count) + 16
    while count:
        bound = min(2**256 - 1, 2**256 * reach // size).to_bytes(32, "big")
        found = sorted(t for leaves in groups for t in tickets_below(seed, leaves, bound))
        if len(found) >= count:
            return found[:count]
        reach *= 2
    return []


def select(seed: bytes, plan: Facts, leaves: Leaves) -> Leaves:
    """Who is drawn in each stratum, by ticket."""
    open_ = [n for n, s in enumerate(plan["strata"]) if s["weight"]]
    count = -(-sum(len(leaves[n]) for n in open_) * plan["floor_ppm"] // PPM)
    chance = smallest(seed, [leaves[n] for n in open_], count)
    lucky = {leaf for _ticket, leaf in chance}
    drawn = []
    for n, stratum in enumerate(plan["strata"]):
        by_chance = sum(leaf in lucky for leaf in leaves[n]) if n in open_ and lucky else 0
        drawn.append([leaf for _t, leaf in smallest(seed, [leaves[n]], max(stratum["quota"], by_chance))])
    return drawn


def check_result(plan: Facts, result: Facts, drawn: Leaves, seed: bytes) -> None:
    """What was published is what the draw gives."""
    hold(result["draw"] == plan["draw"] and result["seed"] == seed.hex(),
         "the seed is not the one that follows from the values", "种子与各方揭示值不符")  # fmt: skip
    told = [{"name": s["name"], "drawn": [d.hex() for d in rows]} for s, rows in zip(plan["strata"], drawn)]
    hold(result["strata"] == told, "other rows were published than are drawn", "公布的抽中名录与复算不符")
    hold(len(result["subjects"]) == sum(map(len, drawn)), "as many subjects as drawn rows", "公布户数与抽中数不符")
    whole = all(len(set(t)) == len(t) == plan["team"]["size"] for t in result["subjects"].values())
    hold(whole, "a team has too few officers or one twice", "有检查组人数不足或重复")


def check_row(opening: Facts, hashed: str, plan: Facts, drawn: Leaves, seed: bytes) -> Said:
    """One subject stands in the roster; was it drawn?"""
    row = opening["row"]
    hold(opening["plan"] == hashed and row["draw"] == plan["draw"],
         "the opening belongs to another draw", "该凭据属于另一次抽签")  # fmt: skip
    data = lines("hengjian-row-v1", row["draw"], row["id"], row["stratum"], row["place"], row["salt"])
    leaf = sha(b"\0" + data)
    n = next((n for n, s in enumerate(plan["strata"]) if s["name"] == row["stratum"]), -1)
    hold(n >= 0, "there is no such stratum", "没有这一层")
    hold(inclusion_root(sha, data, opening["index"], opening["size"], [bytes.fromhex(h) for h in opening["hashes"]]).hex()
         == plan["strata"][n]["root"] and opening["size"] == plan["strata"][n]["size"],
         "the subject does not stand in the locked roster", "该户不在锁定的名录中")  # fmt: skip
    ticket = sha(seed + leaf[:16]).hex()
    was, chinese = ("was drawn", "抽中") if leaf in drawn[n] else ("was not drawn", "未抽中")
    return f"{row['id']} {was}; its ticket is {ticket}", f"{row['id']} {chinese}，签号 {ticket}"


class Teams:
    """Matches officers as docs/draw.md, section 6 says."""

    def __init__(self, seed: bytes, rows: List[Facts], officers: List[Facts], skill: str) -> None:
        self.seed, self.rows, self.officers, self.skill = seed, rows, officers, skill
        self.held: Dict[Tuple[int, int], Tuple[int, int]] = {}
        self.at: Dict[Tuple[int, int], int] = {}
        self.visits: List[List[Tuple[int, int]]] = [[] for _ in officers]
        self.orders = [self.order(row) for row in rows]

    def order(self, row: Facts) -> List[int]:
        keys = [sha(self.seed + row["leaf"][:16] + o["leaf"][:16]) for o in self.officers]
        return sorted(range(len(keys)), key=keys.__getitem__)

    def may(self, slot: Tuple[int, int], officer: Facts) -> bool:
        row = self.rows[slot[0]]
        able = slot[1] != 0 or not self.skill or self.skill in officer["skills"]
        return able and row["id"] not in officer["barred"] and row["place"].startswith(tuple(officer["places"]))

    def seek(self, slot: Tuple[int, int], pairs: Set[Tuple[int, int]], seen: Set[int]) -> bool:
        for n in self.orders[slot[0]]:
            pair = (slot[0], n)
            if pair in pairs or not self.may(slot, self.officers[n]):
                continue
            pairs.add(pair)
            holder = self.held.get(pair)
            if holder != slot and (self.seek(holder, pairs, seen) if holder else self.room(n, pairs, seen)):
                left = self.at.get(slot)
                if left is not None:
                    del self.held[(slot[0], left)]
                    self.visits[left].remove(slot)
                self.at[slot], self.held[pair] = n, slot
                self.visits[n].append(slot)
                return True
        return False

    def room(self, n: int, pairs: Set[Tuple[int, int]], seen: Set[int]) -> bool:
        if n in seen:
            return False
        seen.add(n)
        if len(self.visits[n]) < self.officers[n]["load"]:
            return True
        for other in list(self.visits[n]):
            if (other[0], n) not in pairs:
                pairs.add((other[0], n))
                if self.seek(other, pairs, seen):
                    return True
        return False


def opened(data: bytes) -> List[Facts]:
    """The rows of an opening: one canonical document a line, lines sorted."""
    found = [json.loads(line) for line in data.splitlines()]
    hold(b"".join(sorted(canonical(f) + b"\n" for f in found)) == data,
         "an opening has another form", "开示文件格式不规范")  # fmt: skip
    return found


def check_openings(
    parts: Dict[str, bytes], plan: Facts, result: Facts, leaves: Leaves, drawn: Leaves, seed: bytes
) -> None:
    """Every row and officer in the clear: the leaves are theirs, the names are those drawn, the teams those matched."""
    names = [s["name"] for s in plan["strata"]]
    rows = opened(parts["rows.jsonl"])
    mine: Leaves = [[] for _ in names]
    for row in rows:
        fields = lines("hengjian-row-v1", plan["draw"], row["id"], row["stratum"], row["place"], row["salt"])
        row["leaf"] = sha(b"\0" + fields)
        mine[names.index(row["stratum"])].append(row["leaf"])
    hold([sorted(m) for m in mine] == leaves,
         "the openings are not those of the locked roster", "开示的名录与锁定名录不符")  # fmt: skip
    hold(len({r["id"] for r in rows}) == len(rows), "a subject stands in the roster twice", "名录中有对象重复")
    officers = opened(parts["officers.jsonl"])
    for officer in officers:
        facts = {k: officer[k] for k in ("barred", "id", "load", "places", "skills")}
        officer["leaf"] = sha(
            b"\0" + lines("hengjian-officer-v1", plan["draw"], canonical(facts).decode(), officer["salt"])
        )
    officers.sort(key=lambda o: o["leaf"])
    hold(root_of([o["leaf"] for o in officers]).hex() == plan["officers"]["root"] and len(officers) == plan["officers"]["size"],
         "the officers are not those of the locked roster", "检查人员与锁定名录不符")  # fmt: skip
    chosen = {leaf for group in drawn for leaf in group}
    going = sorted((r for r in rows if r["leaf"] in chosen), key=lambda r: (sha(seed + r["leaf"][:16]), r["leaf"]))
    sys.setrecursionlimit(max(10000, 20 * len(going)))
    state = Teams(seed, going, officers, plan["team"]["skill"])
    for n in range(len(going)):
        for place in range(plan["team"]["size"]):
            hold(state.seek((n, place), set(), set()), "there is no possible matching of officers", "检查人员无法匹配")
    teams: Dict[str, List[str]] = {row["id"]: [] for row in going}
    for (n, _place), sent in state.at.items():
        teams[going[n]["id"]].append(officers[sent]["id"])
    told = {id_: sorted(team) for id_, team in teams.items()}
    hold(told == result["subjects"],
         "other subjects or officers were published than are drawn", "公布的对象或检查人员与复算不符")  # fmt: skip


def check_ledger(parts: Dict[str, bytes], hashed: str, key_text: str) -> None:
    """Plan and result stand in the ledger, the plan first."""
    key, index = ledger.Key(key_text), []
    for name, expected in (("plan", hashed), ("result", sha(parts["result.json"]).hex())):
        proof = json.loads(parts.get(f"ledger/{name}.json", b"null"))
        hold(proof, f"the bundle has no proof of its {name}", "核验包缺少存证证明")
        for _sentence in ledger.check_proof(proof, key):
            pass
        hold(
            expected in json.dumps(proof["content"]["body"]),
            f"the ledger recorded another {name}",
            "存证内容与核验包不符",
        )
        index.append(proof["index"])
    hold(index[0] < index[1], "the plan was recorded after the result", "方案存证晚于结果")


def check(data: bytes, row: Optional[bytes] = None, key: str = "") -> Iterator[Said]:
    """Every check that the files at hand allow; raises Broken at the first that fails."""
    parts = unzip(data)
    plan = document(parts.get("plan.json", b""), "hengjian-draw-plan-v1")
    result = document(parts.get("result.json", b""), "hengjian-draw-result-v1")
    allowed = {"plan.json", "result.json", "ledger/plan.json", "ledger/result.json", "rows.jsonl", "officers.jsonl"}
    allowed |= {f"leaves/{n}.bin" for n in range(len(plan["strata"]))}
    hold(set(parts) <= allowed, "the bundle has a file that does not belong to it", "核验包中有多余的文件")
    hashed = sha(parts["plan.json"]).hex()
    hold(result["plan"] == hashed, "the result belongs to another plan", "结果对应另一份方案")
    check_plan(plan)
    leaves = check_leaves(plan, parts)
    count = sum(map(len, leaves))
    yield f"the roster of {count} rows is the locked one", f"名录共{count}行，与锁定时一致"
    seed = check_seed(plan, hashed, result["values"])
    count = len(result["values"])
    yield f"{count} sealed values fit, the seed follows from them", f"{count}方承诺相符，种子由其合成"
    drawn = select(seed, plan, leaves)
    check_result(plan, result, drawn, seed)
    count = sum(map(len, drawn))
    yield f"{count}/{count} rows drawn again, all the same", f"{count}/{count} 相同"
    if row is not None:
        yield check_row(document(row, "hengjian-draw-row-v1"), hashed, plan, drawn, seed)
    if "rows.jsonl" in parts:
        check_openings(parts, plan, result, leaves, drawn, seed)
        yield "every row opened; subjects and teams are those drawn", "名录逐行开示，对象和检查人员与复算一致"
    else:
        yield (
            "not checked: which subject each row is, and the teams (needs openings)",
            "未核验：各行对应的对象、检查人员（须开示文件）",
        )
    if key:
        check_ledger(parts, hashed, key)
        yield "plan and result stand in the ledger, the plan first", "方案和结果均已存证，方案在前"
    else:
        yield (
            "not checked: that plan and result are in the ledger (needs --key)",
            "未核验：方案和结果的存证（须 --key）",
        )


def main(argv: Optional[List[str]] = None) -> int:
    """Run the checks and say what holds; 0 or 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bundle")
    parser.add_argument("--row", help="the opening that one subject was handed")
    parser.add_argument("--key", default="", help="key of the ledger")
    parser.add_argument("--lang", choices=("zh", "en"), default="en")
    options = parser.parse_args(argv)
    which = 1 if options.lang == "zh" else 0
    try:
        row = Path(options.row).read_bytes() if options.row else None
        for said in check(Path(options.bundle).read_bytes(), row, options.key):
            print("·", said[which])
    except Broken as broken:
        print("✗", broken.said[which])
        return 1
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        print("✗", ("not in the format of docs/draw.md: ", "不符合格式：")[which] + repr(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
