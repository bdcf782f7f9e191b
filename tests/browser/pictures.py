"""Makes the pictures of the README again: what `explain` prints, as SVG, and the report in a browser, as PNG.

    python3 tests/browser/pictures.py [--bin target/release/onrecord] [--out fixtures/pictures]
"""

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser, browser_or_skip  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

ARTICLE = """\
Poland counts its losses after the flood

WARSAW, Sept. 18 (Reuters) - Over 1,100 families were moved from their homes in 2024, Poland's Ministry of the Interior said on Wednesday.

"We lost 40 bridges," General Anna Kowalska told reporters in Warsaw. She said 12 of them could not be rebuilt this year.
"""

COLORS = {"1": None, "2": "#8a979d", "4": None, "32": "#7fd18b", "33": "#ffd54a", "35": "#d7a6f2", "36": "#79c8ee"}
SIZE, ADVANCE, LINE = 13, 7.83, 18


def spans(line):
    """The pieces of a line with the codes that hold for each."""
    codes = []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        found = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if found:
            codes = [code for code in found.group(1).split(";") if code not in ("", "0")]
        elif part:
            yield part, codes


def as_svg(text, path):
    lines = text.rstrip("\n").split("\n")
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    width, height = round(max(map(len, plain)) * ADVANCE + 32), len(lines) * LINE + 32
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="onrecord explain in a terminal">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#14191b"/>',
        f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{SIZE}" fill="#e6ebed">',
    ]
    for number, line in enumerate(lines):
        column = 0
        for part, codes in spans(line):
            style = "".join(
                f' fill="{COLORS[code]}"' if COLORS.get(code) else {"1": ' font-weight="bold"', "4": ' text-decoration="underline"'}.get(code, "")
                for code in codes
            )
            x, length = 16 + column * ADVANCE, len(part) * ADVANCE
            out.append(f'<text x="{x:.2f}" y="{number * LINE + 30}" textLength="{length:.2f}"{style}>{html.escape(part).replace(" ", chr(160))}</text>')
            column += len(part)
    out.append("</g></svg>")
    with open(path, "w") as file:
        file.write("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/onrecord"))
    parser.add_argument("--out", default=os.path.join(ROOT, "fixtures/pictures"))
    arguments = parser.parse_args()
    browser_or_skip()
    binary, out = os.path.abspath(arguments.bin), os.path.abspath(arguments.out)
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        article = os.path.join(folder, "flood.txt")
        with open(article, "w") as file:
            file.write(ARTICLE)
        run = [binary, "--no-config", "--color", "always", "explain", "flood.txt:3"]
        shown = subprocess.run(run, cwd=folder, check=True, capture_output=True, text=True, env={**os.environ, "COLUMNS": "110"}).stdout
        wide = [line if len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 126 else cut(line, 126) for line in shown.split("\n")]
        as_svg("$ onrecord explain flood.txt:3\n" + "\n".join(wide), os.path.join(out, "explain.svg"))
        report = os.path.join(folder, "report.html")
        articles = os.path.join(ROOT, "fixtures/articles")
        os.mkdir(os.path.join(folder, "articles"))
        for slug in sorted(os.listdir(articles)):
            if os.path.exists(os.path.join(articles, slug, "article.txt")):
                shutil.copy(os.path.join(articles, slug, "article.txt"), os.path.join(folder, "articles", slug + ".txt"))
        subprocess.run([binary, "--no-config", "report", "flood.txt", "articles", "-o", report, "--quiet"], cwd=folder, check=True)
        browser = Browser(width=1280, height=860)
        try:
            browser.open(report)
            browser.run(
                "[...document.querySelectorAll('#article-list button')].find(b => b.textContent.includes('flood.txt')).click();"
                "const mark = [...document.querySelectorAll('#reader .is-number')].find(m => m.textContent === '40'); mark.click()"
            )
            browser.screenshot(os.path.join(out, "report.png"))
            browser.click("#tab-charts")
            browser.run("document.querySelectorAll('#charts figure')[1].scrollIntoView()")
            browser.screenshot(os.path.join(out, "charts.png"))
        finally:
            browser.close()
    for name in sorted(os.listdir(out)):
        print(f"{os.path.getsize(os.path.join(out, name)) / 1000:.0f} KB {name}")


def cut(line, width):
    """The line without what stands behind `width` characters; codes take no room."""
    kept, seen = [], 0
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            kept.append(part)
        elif seen < width:
            kept.append(part[: width - seen - 1] + ("…" if len(part) > width - seen - 1 else ""))
            seen += len(part)
    return "".join(kept)


if __name__ == "__main__":
    main()
