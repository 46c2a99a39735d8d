#!/usr/bin/env python3
"""Proves a bundle of one organisation without the system it came from.

    python3 verify.py [FOLDER] [--key ID] [--head SEQ-XXXX-XXXX-XXXX-XXXX] [--unsigned] [--sqlite FILE]
    python3 verify.py --vectors FILE

FOLDER is the unpacked bundle (default: where this file lies). --key is the id of a key of the system,
known from elsewhere: without it a bundle that somebody else signed is not told from one of ours.
--head compares with the code printed on a daily report. --unsigned takes a bundle without signature.
--sqlite also writes the books, once they are proved, to a new SQLite database. --vectors tries this
program on vectors.json. Needs Python 3.8 or later and nothing else. Written from FORM.md alone; it
shares no line with the system. Ends with 0 when everything is intact, with 1 when something is not.
"""

import hashlib
import json
import os
import sqlite3
import sys
from decimal import Decimal

# The curve of Ed25519 (RFC 8032, section 5.1).
P = 2 ** 255 - 19
ORDER = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def point_of(data):
    """The point that 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2 ** 255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, message, signature):
    """Is this the signature (RFC 8032, section 5.1.7) of bytes? Key and signature in hexadecimal."""
    try:
        public, signature = bytes.fromhex(public), bytes.fromhex(signature)
    except ValueError:
        return False
    key, s = point_of(public), int.from_bytes(signature[32:], "little")
    r = point_of(signature[:32])
    if key is None or r is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    left, right = times(s, BASE), add(r, times(k % ORDER, key))
    return all((left[n] * right[2] - right[n] * left[2]) % P == 0 for n in (0, 1))


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def printed(value):
    """JSON as the system prints it: names by length, then by bytes; numbers with their decimals."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (len(name.encode()), name.encode()))
        return "{%s}" % ", ".join('%s: %s' % (printed(name), printed(value[name])) for name in names)
    if isinstance(value, list):
        return "[%s]" % ", ".join(map(printed, value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def read_json(text):
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def key_id(public):
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def entry_text(entry):
    """What is signed of a key or a root."""
    if "public_key" in entry:
        fields = ["laas-key/1", entry["at"], entry["previous"], entry["public_key"], entry["key"]]
    else:
        fields = ["laas-root/1", entry["at"], entry["previous"], str(entry["count"]),
                  entry["merkle_root"], entry["key"]]
    return "\n".join(fields)


def leaf(head):
    text = "laas-head/1\n%s\n%d\n%s" % (head["entity_id"], head["seq"], head["hash"])
    return hashlib.sha256(b"\0" + text.encode()).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree(leaves):
    """The root of RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node(tree(leaves[:half]), tree(leaves[half:]))


def included(proof):
    """Does the way of a proof end at its root (RFC 9162, section 2.1.3.2)?"""
    at, last, own = proof["index"], proof["root"]["count"] - 1, leaf(proof)
    if at > last:
        return False
    for beside in map(bytes.fromhex, proof["path"]):
        if last == 0:
            return False
        if at % 2 or at == last:
            own = node(beside, own)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            own = node(own, beside)
        at, last = at // 2, last // 2
    return last == 0 and own.hex() == proof["root"]["merkle_root"]


def claim(altered):
    """What a record says was done to a table, as alterations.csv has it."""
    table, step = altered
    renamed = " ".join("%s>%s" % pair for pair in sorted(step["rename"].items()))
    return ",".join([table, step["name"] or "", renamed, " ".join(step["drop"]),
                     " ".join(sorted(step["add"]))])


def migrations(path):
    """What each migration does, line by line."""
    known = {}
    for line in list(lines(path))[1:]:
        name, does = line.split(",", 1)
        known.setdefault(name, []).append(does)
    return known


class Book:
    """The record of the organisation, read from its first line to its last."""

    def __init__(self, entity, known):
        self.entity = entity
        self.known = known  # what each migration does, as lines of alterations.csv
        self.damage = []
        self.heads = {0: sha256("laas-record/1\n" + entity)}
        self.images = {}  # (table, key) -> (number of the record, image as text or None)

    def find(self, what):
        self.damage.append(what)

    def take(self, record):
        seq = record["seq"]
        if seq - 1 not in self.heads:
            self.find("record %d: the one before it is missing" % seq)
        elif record["previous_hash"] != self.heads[seq - 1]:
            self.find("record %d does not follow record %d" % (seq, seq - 1))
        if sha256(self.canonical(record)) != record["hash"]:
            self.find("record %d is not what its hash says" % seq)
        self.heads[seq] = record["hash"]
        if record["form"] == 1:
            self.first_form(record)
        else:
            self.second_form(record)

    def canonical(self, record):
        own = lambda text: text if record["form"] == 1 else sha256(text)
        told = lambda name: record[name] or ""
        return "\n".join([
            "laas-record/%d" % record["form"], self.entity, str(record["seq"]), record["at"],
            told("actor"), record["permission"], record["subject"], told("idempotency_key"),
            record["request_hash"], own(record["changes"]), own(record["answer"]),
            record["previous_hash"],
        ])

    def first_form(self, record):
        for change in read_json(record["changes"] or "[]"):
            row = change["row"]
            image = printed(row) if isinstance(row, dict) else None
            self.images[change["table"], printed(change["key"])] = (record["seq"], image)

    def second_form(self, record):
        altered = {}
        rows = []
        for line in filter(None, record["changes"].split("\n")):
            fields = line.split("\t")
            if fields[1].startswith("{"):
                altered[fields[0]] = read_json(fields[1])
            else:
                rows.append(fields)
        if altered:
            kind, _, name = record["permission"].partition("/")
            if kind == "migration" and self.known.get(name) == list(map(claim, altered.items())):
                self.grow(altered)
            else:
                self.find("record %d claims of a table what no migration does" % record["seq"])
        for table, key, found, image in rows:
            before = self.images.get((table, key), (None, None))[1]
            if found != (sha256(before) if before is not None else ""):
                self.find("%s %s: record %d found it otherwise than it had been left"
                          % (table, key, record["seq"]))
            self.images[table, key] = (record["seq"], image or None)

    def grow(self, altered):
        """Takes every image there is through what a migration did to its table."""
        grown = {}
        for (table, key), (seq, image) in self.images.items():
            step = altered.get(table)
            if step is None:
                grown[table, key] = (seq, image)
            elif step["name"] is not None:
                if image is not None:
                    row = read_json(image)
                    for name in step["drop"]:
                        row.pop(name, None)
                    row = {step["rename"].get(name, name): value for name, value in row.items()}
                    image = printed({**step["add"], **row})
                grown[step["name"], key] = (seq, image)
        self.images = grown


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def content(folder, name):
    with open(os.path.join(folder, *name.split("/")), "rb") as file:
        return file.read()


def keys(seal):
    """The public keys by id: the first signs itself, each other one is signed by the one before."""
    known, signer = {}, None
    for entry in seal["keys"]:
        signer = signer or entry["public_key"]
        if key_id(signer) != entry["key"] or \
                not signed(signer, entry_text(entry).encode(), entry["signature"]):
            break
        signer = entry["public_key"]
        known[key_id(signer)] = signer
    return known


def prove_seal(book, folder, manifest, pinned, unsigned):
    """Who signed it, and that its record stood in a signed root."""
    if not os.path.exists(os.path.join(folder, "seal.json")):
        if not unsigned or pinned:
            book.find("the bundle is not signed")
        return
    seal = json.loads(content(folder, "seal.json").decode("utf-8"))
    known = keys(seal)
    if pinned and pinned not in known:
        book.find("the bundle is signed by keys that do not follow %s" % pinned)
    text = "laas-bundle/1\n%s\n%s\n%s" % (
        manifest["entity_id"], hashlib.sha256(content(folder, "manifest.json")).hexdigest(), seal["key"])
    if not signed(known.get(seal["key"], ""), text.encode(), seal["signature"]):
        book.find("manifest.json is not what was signed")
    proof = manifest["proof"]
    if proof:
        root = proof["root"]
        if not signed(known.get(root["key"], ""), entry_text(root).encode(), root["signature"]):
            book.find("the root is not what was signed")
        if proof["entity_id"] != manifest["entity_id"] or not included(proof):
            book.find("the proof does not end at its root")
        if book.heads.get(proof["seq"]) != proof["hash"]:
            book.find("the record is not the one that stood in the signed root")


def prove_files(book, folder, manifest):
    for name, wanted in sorted(manifest["files"].items()):
        if not os.path.exists(os.path.join(folder, *name.split("/"))):
            book.find("%s is missing" % name)
        elif hashlib.sha256(content(folder, name)).hexdigest() != wanted:
            book.find("%s is not the file that was bundled" % name)
    for place, _, names in os.walk(folder):
        for name in names:
            name = os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
            if name not in manifest["files"] and name not in ("manifest.json", "seal.json"):
                book.find("%s does not belong to the bundle" % name)


def verify(folder, paper=None, pinned=None, unsigned=False):
    """The damage of a bundle, and how many records and rows were read."""
    manifest = json.loads(content(folder, "manifest.json").decode("utf-8"))
    known = migrations(os.path.join(folder, "alterations.csv"))
    book = Book(manifest["entity_id"], known)
    prove_files(book, folder, manifest)
    for line in lines(os.path.join(folder, "records.jsonl")):
        book.take(json.loads(line))
    last = max(book.heads)
    if (last, book.heads[last]) != (manifest["head"]["seq"], manifest["head"]["hash"]):
        book.find("the record does not end where the bundle says")
    prove_seal(book, folder, manifest, pinned, unsigned)
    if paper:
        seq, code = paper.split("-", 1)
        code = code.replace("-", "").lower()
        if len(code) != 16 or not book.heads.get(int(seq), "").startswith(code):
            book.find("the record is not the one the paper was printed from")
    rows = compare(book, folder)
    return book.damage, last, rows


def attached(book, folder, key, wanted):
    path = os.path.join(folder, "attachments", wanted)
    content = open(path, "rb").read() if os.path.exists(path) else None
    if content is None or hashlib.sha256(content).hexdigest() != wanted:
        book.find("attachments %s: the file is missing or another" % key)


def compare(book, folder):
    """Every row of every table is the last image in the record, and no image is without its row."""
    left = {place: image for place, (_, image) in book.images.items() if image is not None}
    rows = 0
    for file in sorted(os.listdir(os.path.join(folder, "tables"))):
        table = file[:-len(".jsonl")]
        for line in lines(os.path.join(folder, "tables", file)):
            key, image = line.split("\t", 1)
            rows += 1
            if table == "attachments":
                attached(book, folder, key, read_json(image)["sha256"][2:])
            recorded = left.pop((table, key), None)
            if recorded is None:
                book.find("%s %s: a row that the record does not have" % (table, key))
            elif recorded != image:
                was, now = read_json(recorded), read_json(image)
                names = [name for name in sorted({**was, **now}) if was.get(name) != now.get(name)]
                book.find("%s %s: %s differs from the record" % (table, key, ", ".join(names)))
    for table, key in sorted(left):
        book.find("%s %s: the row is missing" % (table, key))
    return rows


def to_sqlite(folder, path):
    """The tables, a column for each that any row has, all of them text as it stands in the books."""
    if os.path.exists(path):
        sys.exit("%s is there already" % path)
    quoted = lambda name: '"%s"' % name.replace('"', '""')
    out = sqlite3.connect(path)
    for file in sorted(os.listdir(os.path.join(folder, "tables"))):
        name = os.path.join(folder, "tables", file)
        columns = {}
        for line in lines(name):
            columns.update(dict.fromkeys(read_json(line.split("\t", 1)[1])))
        if not columns:
            continue
        table = quoted(file[:-len(".jsonl")])
        out.execute("CREATE TABLE %s (%s)" % (table, ", ".join(map(quoted, columns))))
        text = lambda value: value if value is None or isinstance(value, str) else printed(value)
        row = lambda image: [text(image.get(name)) for name in columns]
        out.executemany("INSERT INTO %s VALUES (%s)" % (table, ", ".join("?" * len(columns))),
                        (row(read_json(line.split("\t", 1)[1])) for line in lines(name)))
    out.commit()
    out.close()


def try_vectors(path):
    """What this program makes otherwise of vectors.json than it says."""
    vectors = json.loads(open(path, encoding="utf-8").read())
    wrong = []
    same = lambda what, own, wanted: own == wanted or wrong.append("%s: %r" % (what, own))
    for of in vectors["records"]:
        book = Book(of["record"]["entity_id"], {})
        same("record", book.canonical(of["record"]), of["text"])
        same("record", sha256(of["text"]), of["record"]["hash"])
        same("genesis", book.heads[0], of["genesis"])
    for of in vectors["images"]:
        same("image", printed(read_json(of["json"])), of["image"])
        same("image", sha256(of["image"]), of["hash"])
    for of in vectors["trees"]:
        same("tree", tree(list(map(leaf, of["heads"]))).hex(), of["root"])
    for of in vectors["signatures"]:
        same("signature", signed(of["public_key"], of["message"].encode(), of["signature"]),
             of["is_right"])
        same("key", key_id(of["public_key"]), of["key"])
    for entry in vectors["entries"]:
        same("entry", entry_text(entry["entry"]), entry["text"])
        same("entry", sha256(entry["text"] + "\n" + entry["entry"]["signature"]), entry["hash"])
        same("entry", signed(entry["signer"], entry["text"].encode(), entry["entry"]["signature"]), True)
    same("keys", sorted(keys(vectors["seal"])), sorted(vectors["seal"]["ids"]))
    for of in vectors["proofs"]:
        same("proof", included(of["proof"]), of["is_right"])
    return wrong


def main(words):
    folder = os.path.dirname(os.path.abspath(__file__))
    given = {"--head": None, "--key": None, "--sqlite": None, "--vectors": None}
    words = list(words)
    unsigned = "--unsigned" in words
    words = [word for word in words if word != "--unsigned"]
    while words:
        word = words.pop(0)
        if word in given and words:
            given[word] = words.pop(0)
        elif word.startswith("--"):
            sys.exit(__doc__)
        else:
            folder = word
    if given["--vectors"]:
        wrong = try_vectors(given["--vectors"])
        print("\n".join(wrong) or "✓ vectors")
        return 1 if wrong else 0
    try:
        damage, records, rows = verify(folder, given["--head"], given["--key"], unsigned)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        damage, records, rows = ["the bundle cannot be read: %r" % error], 0, 0
    if given["--sqlite"] and not damage:
        to_sqlite(folder, given["--sqlite"])
    for what in damage:
        print("✗ " + what)
    print("%s: %d records, %d rows, %d findings" % (
        "✗ damaged" if damage else "✓ intact · ครบถ้วน", records, rows, len(damage)))
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
