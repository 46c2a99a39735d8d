#!/usr/bin/env python3
"""Proves a bundle of one organisation without the system it came from.

    python3 verify.py [FOLDER] [--head SEQ-XXXX-XXXX-XXXX-XXXX]

FOLDER is the unpacked bundle (default: where this file lies). --head compares with the code printed
on a daily report. Needs Python 3.8 or later and nothing else. Written from FORM.md alone; it shares
no line with the system. Ends with 0 when everything is intact, with 1 when something is not.
"""

import hashlib
import json
import os
import sys
from decimal import Decimal


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


def verify(folder, paper=None):
    """The damage of a bundle, and how many records and rows were read."""
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    known = migrations(os.path.join(folder, "alterations.csv"))
    book = Book(manifest["entity_id"], known)
    for name, wanted in sorted(manifest["files"].items()):
        path = os.path.join(folder, *name.split("/"))
        if not os.path.exists(path):
            book.find("%s is missing" % name)
            continue
        with open(path, "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != wanted:
                book.find("%s is not the file that was bundled" % name)
    for line in lines(os.path.join(folder, "records.jsonl")):
        book.take(json.loads(line))
    last = max(book.heads)
    if (last, book.heads[last]) != (manifest["head"]["seq"], manifest["head"]["hash"]):
        book.find("the record does not end where the bundle says")
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


def main(words):
    folder, paper = os.path.dirname(os.path.abspath(__file__)), None
    words = list(words)
    while words:
        word = words.pop(0)
        if word == "--head" and words:
            paper = words.pop(0)
        elif word.startswith("--"):
            sys.exit(__doc__)
        else:
            folder = word
    damage, records, rows = verify(folder, paper)
    for what in damage:
        print("✗ " + what)
    print("%s: %d records, %d rows, %d findings" % (
        "✗ damaged" if damage else "✓ intact · ครบถ้วน", records, rows, len(damage)))
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
