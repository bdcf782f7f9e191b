#!/usr/bin/env python3
"""Measures texts that no newsroom writes: the time per byte and the memory, beside those of ordinary articles.

    benches/pathological.py target/release/onrecord [--mb 31] [--lines] [NAME...]

Each text is one document of the given size (31 MB: just under the limit), or, with --lines, a JSON Lines file of that size with
1,000 characters a line. A second run with half the size shows whether the time grows with the text. Speeds are CPU seconds of one
thread; a text at less than 0.2 of the ordinary speed, or whose time grows by more than 2.6 for twice the size, is marked.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def ordinary():
    return "\n\n".join(path.read_text() for path in sorted(ROOT.glob("fixtures/articles/*/article.txt"))) + "\n\n"


def letters(n):
    """A word of four letters for a number."""
    return "".join(chr(ord("a") + n // 26**k % 26) for k in range(4))


def nameless(count):
    """So many sources without a name, each another one."""
    return "".join(f"The {letters(n)} agency said the road was shut. " for n in range(count))


def namesakes(count):
    """So many people of one surname, who is not told each time."""
    return "".join(f"{letters(n).capitalize()} Smith spoke. Smith left. " for n in range(count))


def kinds():
    words = "the council of the town that had been told by the mayor to close it and then to open it again "
    return {
        "ordinary articles": ordinary(),
        "one letter": "a",
        "one letter, spaced": "a ",
        "digits": "7",
        "digits, spaced": "7 ",
        "numbers": "1,234 ",
        "straight quotes": '"',
        "curly quotes": "“”",
        "opening quotes": "“",
        "apostrophes": "'",
        "capitals": "A",
        "capitals, spaced": "A ",
        "capital words": "Aa ",
        "acronyms": "U.N. ",
        "opening brackets": "(",
        "brackets": "[({<",
        "combining marks": "e\u0301\u0302\u0303",
        "only combining marks": "\u0301",
        "emoji": "\U0001f600",
        "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467 ",
        "nested quotes": "“‘“‘He said ",
        "quotes in quotes": '"He said "she said "no" ',
        "10,000-word sentences": (words * 530)[: len(words) * 526] + "ended. ",
        "sentences without end": words,
        "line ends": "\n",
        "paragraphs": "a\n\n",
        "dashes": "-",
        "dots": ".",
        "dots, spaced": ". ",
        "percent signs": "% ",
        "money": "$5 ",
        "said": "said ",
        "said Anna Roux": "said Anna Roux, ",
        "according to": "according to ",
        "nameless sources": nameless(200_000),
        "namesakes": namesakes(200_000),
        "names": "Anna Roux and ",
        "of": "Bank of ",
        "and": "and ",
        "not UTF-8": "caf\xe9 ",
        "soft hyphens": "\u00ad",
        "no-break spaces": "\u00a0",
        "zero-width": "\u200b",
        "ideographs": "日本",
    }


def measured(binary, path):
    command = [binary, "scan", str(path), "--threads", "1", "--output", "/dev/null"]
    run = subprocess.Popen(["/usr/bin/env", "python3", "-c", LIMITED, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = run.communicate()
    seconds, peak, status = json.loads(out)
    return seconds, peak, status, err


# A child of its own for each run, so that its peak of memory is its own.
LIMITED = """
import json, resource, subprocess, sys
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status]))
"""


def write(path, text, size, lines):
    encoding = "latin-1" if text == "caf\xe9 " and not lines else "utf-8"
    unit = text.encode(encoding)
    if lines:
        piece = (text * (1000 // len(text) + 1))[:1000]
        line = json.dumps({"text": piece}, ensure_ascii=False).encode() + b"\n"
        path.write_bytes(line * (size // len(line)))
    else:
        path.write_bytes(unit * (size // len(unit)) or unit[:size])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--mb", type=float, default=31)
    parser.add_argument("--lines", action="store_true")
    given = parser.parse_args()
    normal, bad = None, 0
    print(f"{'text':<24}{'MB/s':>8}{'of ordinary':>13}{'growth':>8}{'MiB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / ("text.jsonl" if given.lines else "text.txt")
        for name, text in kinds().items():
            if given.names and name not in given.names and name != "ordinary articles":
                continue
            seconds = []
            for part in (0.5, 1):
                write(path, text, int(given.mb * 1e6 * part), given.lines)
                used, peak, status, err = measured(given.binary, path)
                seconds.append(used)
                refused = status == 2 and "a table of data" in err
                if status != 0 and not refused:
                    print(name, "ended with", status, err.strip(), file=sys.stderr)
                    bad += 1
            speed = path.stat().st_size / 1e6 / seconds[1]
            normal = normal or speed
            growth = seconds[1] / max(seconds[0], 0.01)
            slow = not refused and (speed < 0.2 * normal or (growth > 2.6 and seconds[1] > 0.2))
            bad += slow
            print(f"{name:<24}{speed:>8.1f}{speed / normal:>13.2f}{growth:>8.2f}{peak:>8.0f}{'  <--' if slow else '  refused' if refused else ''}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
