"""The report in a real browser: it opens, nothing of an article runs, clicks, filters and keys do what they should.

    python3 tests/browser/report.py [--bin target/release/onrecord] [--screenshots FOLDER]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser, browser_or_skip  # noqa: E402

HOSTILE = """Mayor <script>window.broken = 1</script> opens </textarea><img src=x onerror="window.broken = 2"> bridge

“We hired 40 <b>workers</b> & 12 masons,” mayor Ruth Adeyemi said 😀. </script><script>window.broken = 3</script>

Over 1,100 people were moved from Aksu, the ministry said. <!-- <style>body { display: none }</style> ]]> \u2028 She said 15 houses fell.
"""


def build(binary, folder):
    articles = os.path.join(folder, "articles")
    os.mkdir(articles)
    with open(os.path.join(articles, "hostile.txt"), "w") as file:
        file.write(HOSTILE)
    with open(os.path.join(articles, "more.jsonl"), "w") as file:
        for n in range(30):
            source = ["mayor Ruth Adeyemi", "the Red Crescent", "General Anna Kowalska"][n % 3]
            text = f"Floods in Aksu killed {14 + n} people, {source} said. Some {n + 2} bridges fell in Poland."
            row = {"id": f"more/{n}", "title": f"Floods, day {n} <i>", "date": f"2025-03-{n % 28 + 1:02}", "text": text}
            file.write(json.dumps(row) + "\n")
    report = os.path.join(folder, "report.html")
    subprocess.run([binary, "report", articles, "--output", report, "--title", "Floods </title><script>x</script>", "--quiet", "--no-config"], check=True)
    return report


def check(browser, report, shot):
    started = time.time()
    browser.open(report)
    assert browser.run("return document.documentElement.dataset.ready") == "yes", "the script came to its end"
    print(f"opened in {time.time() - started:.2f} s")
    assert browser.run("return window.broken === undefined"), "nothing of an article runs"
    assert browser.run("return document.title") == "Floods </title><script>x</script>"
    assert browser.run("return document.querySelectorAll('#reader img, #reader b, #reader script, #reader i').length") == 0
    browser.run("document.querySelectorAll('#article-list button')[0].click()")
    body = browser.run("return document.querySelector('#reader .text').textContent")
    assert body == HOSTILE, f"the text is whole: {body!r}"

    # A click on a number opens its card; the number lies in what is said, and both are told.
    browser.run("window.n = [...document.querySelectorAll('#reader .is-number')].find(m => m.textContent === '40'); n.id = 'forty'")
    browser.click("#forty")
    card = browser.text("#card")
    assert "“40”" in card and "quantity/number" in card and "Ruth Adeyemi" in card, card
    assert browser.run("return document.querySelectorAll('#card section').length") >= 2, "the content that holds it has a card too"
    shot("article")
    browser.keys("\ue00c")
    assert browser.run("return document.getElementById('card').hidden"), "Escape closes the card"
    # By keyboard: the next marked word, and its card.
    browser.run("document.querySelector('#reader [tabindex]').focus()")
    browser.keys("\ue007")
    assert not browser.run("return document.getElementById('card').hidden"), "Enter opens a card"
    browser.keys("j")
    assert "day 0" in browser.text("#reader h2"), browser.text("#reader h2")

    # Tables: filter, sort, open.
    browser.click("#tab-claims")
    total = browser.text("#claims .count")
    browser.type("#claims input", "red crescent people")
    rows = browser.run("return [...document.querySelectorAll('#claims tbody tr')].map(r => [...r.cells].map(c => c.textContent))")
    assert rows and all("Red Crescent" in row[6] for row in rows) and browser.text("#claims .count") != total, rows
    browser.click("#claims th:nth-child(2) button")
    browser.click("#claims th:nth-child(2) button")
    low = browser.run("return [...document.querySelectorAll('#claims tbody tr')].map(r => Number(r.cells[1].textContent))")
    assert low == sorted(low, reverse=True) and len(low) > 3, low
    assert browser.run("return document.querySelector('#claims th:nth-child(2)').getAttribute('aria-sort')") == "descending"
    shot("claims")
    browser.click("#claims tbody tr")
    assert not browser.run("return document.getElementById('articles').hidden") and "claim" in browser.text("#card"), "a row opens its article"

    # Charts are drawn; a bar opens its claims.
    browser.click("#tab-charts")
    drawn = browser.run("return [...document.querySelectorAll('#charts svg')].map(s => s.querySelectorAll('rect').length)")
    assert len(drawn) == 3 and all(n > 0 for n in drawn), drawn
    shot("charts")
    browser.run("document.querySelectorAll('#charts figure')[1].querySelector('rect').dispatchEvent(new MouseEvent('click'))")
    assert browser.run("return document.querySelector('#claims input').value") != "", "a bar filters the claims"
    browser.run("document.getElementById('tab-charts').focus()")
    browser.keys("\ue012")
    assert browser.run("return document.getElementById('tab-actors').getAttribute('aria-selected')") == "true", "arrows change the view"
    if browser.run("return !document.getElementById('tab-same').hidden"):
        browser.click("#tab-same")
        assert browser.run("return document.querySelectorAll('#same tbody tr').length") > 0, "floods in Aksu have many numbers"
        shot("same")

    for section in ("articles", "claims", "attributions", "actors", "charts"):
        browser.click("#tab-" + section)
        assert "[object" not in browser.text("body main"), section

    # On a phone nothing is wider than the screen.
    browser.size(500, 900)
    browser.click("#tab-articles")
    wide = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], wide
    shot("phone")
    problems = [entry for entry in browser.log() if entry["level"] in ("SEVERE", "WARNING")]
    assert not problems, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default="target/release/onrecord")
    parser.add_argument("--screenshots")
    arguments = parser.parse_args()
    browser_or_skip()
    if arguments.screenshots:
        os.makedirs(arguments.screenshots, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = build(os.path.abspath(arguments.bin), folder)
        for look in ("light", "dark"):
            browser = Browser(dark=look == "dark")
            shot = lambda name: arguments.screenshots and browser.screenshot(os.path.join(arguments.screenshots, f"{look}-{name}.png"))
            try:
                check(browser, report, shot)
            finally:
                browser.close()
            print(f"{look}: good")


if __name__ == "__main__":
    main()
