"""Lighthouse's four categories, and when the largest part of a page is painted on a slow line.

    python -m bench.lighthouse

Lighthouse comes from npm into `.bench/` (it is no part of the product) and drives Debian's Chromium: its mobile profile,
the median of three runs. The second table throttles Chromium itself: 400 kbit/s, 400 ms to the server and back, CPU four
times slower, nothing in the cache.
"""

import json
import os
import subprocess
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.measuring import table
from config import machine
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.installation import ROOT, Installation

VERSION = "13.5.0"
TOOLS = ROOT / ".bench"
PROGRAM = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
COURSE = "/en/courses/first-steps-in-python/"
PAGES = {
    "home": "/en/",
    "course": COURSE,
    "reading": f"{COURSE}first-program/",
    "quiz": f"{COURSE}check-hello/",
    "exercise": f"{COURSE}say-hello/",
    "problem list": "/en/code/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
KBIT_S, ROUND_TRIP_MS, SLOWER = 400, 400, 4
LARGEST = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true }))"""


def install() -> None:
    node = machine.node_bin() / "node"
    options = ["--no-save", "--no-audit", "--no-fund", "--loglevel", "error"]
    TOOLS.mkdir(exist_ok=True)
    subprocess.run(
        [node, machine.npm_script(), "install", "--prefix", TOOLS, *options, f"lighthouse@{VERSION}"], check=True
    )


def visit(url: str, tries: int = 3) -> dict[str, Any]:
    """One report of Lighthouse, which on a busy machine now and then does not find its Chromium in time."""
    chrome = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    options = ["--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}", chrome]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    said = subprocess.run(
        [machine.node_bin() / "node", PROGRAM, url, *options], env=environment, check=False, capture_output=True
    )
    if said.returncode:
        assert tries > 1, said.stderr.decode()[-2000:]
        return visit(url, tries - 1)
    report: dict[str, Any] = json.loads(said.stdout)
    return report


def faults(report: dict[str, Any]) -> set[str]:
    """What keeps a page from 100 outside performance."""
    weighed = {
        entry["id"] for name in CATEGORIES[1:] for entry in report["categories"][name]["auditRefs"] if entry["weight"]
    }
    return {name for name in weighed if (report["audits"][name]["score"] or 0) < 1 and _counts(report, name)}


def _counts(report: dict[str, Any], name: str) -> bool:
    return report["audits"][name]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}


def lighthouse_row(lyceum: Installation, name: str, path: str) -> list[object]:
    reports = [visit(lyceum.url + path) for _ in range(RUNS)]
    scores = [round(100 * median(report["categories"][one]["score"] for report in reports)) for one in CATEGORIES]
    paint, size = (
        median(report["audits"][audit]["numericValue"] for report in reports)
        for audit in ("largest-contentful-paint", "total-byte-weight")
    )
    found = sorted(set[str]().union(*map(faults, reports)))
    return [name, *scores, f"{paint / 1000:.2f}", f"{size / 1024:.1f}", ", ".join(found) or "–"]


def slow_paint(browser: Browser, url: str) -> float:
    """Seconds from asking for a page to its largest paint."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    speed = KBIT_S * 1000 / 8
    line = {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="networkidle")
    painted: float = page.evaluate(LARGEST)
    context.close()
    return painted / 1000


def slow_row(browser: Browser, lyceum: Installation, name: str, path: str) -> list[object]:
    times = [slow_paint(browser, lyceum.url + path) for _ in range(RUNS)]
    return [name, f"{median(times):.2f}", f"{min(times):.2f}–{max(times):.2f}"]


def main() -> None:
    install()
    lyceum = Installation().start()
    try:
        rows = [lighthouse_row(lyceum, name, path) for name, path in PAGES.items()]
        table(["page", *CATEGORIES, "largest paint s", "KB", "not passed"], rows)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            rows = [slow_row(browser, lyceum, name, path) for name, path in PAGES.items()]
            browser.close()
        table(["page, 400 kbit/s, 400 ms, CPU ÷ 4", "largest paint s, median of 3", "from–to"], rows)
    finally:
        lyceum.remove()


if __name__ == "__main__":
    main()
