"""The texts that the key scan reads: the corpora's messages where they are, otherwise made up ones."""
import json
import lzma
import random

from measure.tools import CORPORA, WORK

_LEAST_BYTES = 64 << 20


def file():
    """Messages, each ended by a NUL, repeated until the start of a process no longer counts."""
    target = WORK / "messages.bin"
    if target.exists():
        return target
    WORK.mkdir(parents=True, exist_ok=True)
    corpora = sorted(CORPORA.glob("*.jsonl.xz"))
    once = b"".join(message.replace("\0", " ").encode() + b"\0" for message in (_of_corpora(corpora) if corpora else _made_up()))
    with open(target, "wb") as stream:
        for _ in range(-(-_LEAST_BYTES // len(once))):
            stream.write(once)
    return target


def _of_corpora(files):
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            next(lines)  # the repository
            for line in lines:
                yield json.loads(line)["message"]


def _made_up():
    numbers = random.Random(1)
    words = "fix the broken cache when a UTF-8 reader waits longer than before release tests ISO-8859-1 and".split()
    for _ in range(60_000):
        key = f"BENCH-{numbers.randint(1, 9000)} " if numbers.random() < 0.66 else ""
        yield key + " ".join(numbers.choice(words) for _ in range(numbers.randint(6, 80)))
