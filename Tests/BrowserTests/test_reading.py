"""What a report is before it is touched: complete, silent, inert, legible."""

import json
import shutil
from pathlib import Path

from axe_core_python.selenium import Axe
from selenium.webdriver.support.ui import Select

from browser import FIXTURES, ReportTest

LEAK = FIXTURES / "posts/unbuffered-early-return.leaking.debug1.txt"
SERVER = FIXTURES / "server/a1-early-return.go1.19.debug2.txt"
WAITS = FIXTURES / "waits/hub-rlock-lock.debug2.txt.gz"
RING = FIXTURES / "waits/clickhouse-bulk-abba.debug1.txt.gz"
SERIES = sorted((FIXTURES / "series").glob("s1-series-growing.go1.24.t?.debug2.txt.gz"))

HOSTILE = """goroutine 7 [chan send, 3 minutes, labels:{"k<b>": "</script><script>alert(3)</script>"}]:
main.<script>alert(1)</script><img/onerror>()
\t/src/</script><svg/onload=alert(4)>.go:22 +0x4d
created by main.{{data}}'"><!--</title> in goroutine 1
\t/src/"onload="alert(5).go:20 +0x71

goroutine 1 [<i>odd</i> state, 9 minutes]:
main.main()
\t/src/main.go:20 +0x71
"""


class Reading(ReportTest):
    def requests(self):
        urls = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
        return [url for url in urls if not url.startswith(("file:", "data:", "blob:"))]

    def test_a_report_loads_without_an_error_and_asks_nobody(self):
        for arguments in ([LEAK], [LEAK, SERVER], ["trend", *SERIES], ["diff", *SERIES[:2]]):
            with self.subTest(arguments=arguments):
                self.open(*arguments)
                self.assertEqual(self.logs(), [])
                self.assertEqual(self.requests(), [])

    def test_the_policy_stops_what_is_not_the_page_s_own(self):
        self.open(LEAK)
        self.run_script(
            "const script = document.createElement('script');"
            "script.textContent = 'window.intruder = true'; document.body.append(script);"
            "const image = new Image(); image.src = 'http://127.0.0.1:9/x.png';"
            "document.body.append(image);"
        )
        self.assertIsNone(self.run_script("return window.intruder ?? null"))
        self.wait(lambda: len(self.refusals) >= 2 or self.refusals.extend(self.logs()))
        self.assertTrue(any("script-src" in entry["message"] for entry in self.refusals))
        self.assertTrue(any("img-src" in entry["message"] for entry in self.refusals))

    def setUp(self):
        self.refusals = []

    def test_hostile_names_stay_text(self):
        self.open(text=HOSTILE)
        self.assertEqual(self.logs(), [])
        for element in ("main script", "main img", "main svg[onload]", "main b b", "td i"):
            self.assertNotIn("alert", "".join(e.get_attribute("outerHTML") for e in self.all(element)))
        self.assertEqual(len(self.all("script")), 2)
        for details in self.all("#table details > summary"):
            self.click(details)
        self.wait(lambda: len(self.all("#table .stack")) == 2)
        text = self.one("main").text
        self.assertIn("main.<script>alert(1)</script><img/onerror>", text)
        self.assertIn("main.{{data}}'\"><!--</title>", text)
        self.assertIn("<i>odd</i> state", text)
        self.assertIn("</script><script>alert(3)</script>", text)
        self.assertEqual(len(self.all("script")), 2)

    def test_no_page_is_wider_than_its_window(self):
        for arguments in ([LEAK], [SERVER], [WAITS], ["trend", *SERIES], ["diff", *SERIES[:2]]):
            for width in (1280, 768, 390):
                with self.subTest(arguments=arguments, width=width):
                    self.resize(width)
                    self.open(*arguments)
                    wide = self.run_script("return document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width)
        self.resize(1280)

    def test_the_capture_that_is_shown_can_be_read(self):
        names = [f"payments-7d9f8b6c5d-x2x4z-goroutine-20261121T0842{i}6Z.txt.gz" for i in range(4)]
        captures = [shutil.copy(file, Path(self.folder.name) / name) for file, name in zip(SERIES, names)]
        for width in (1280, 390):
            with self.subTest(width=width):
                self.resize(width)
                self.open("trend", *captures)
                menu = Select(self.one("#filter-dump"))
                self.assertEqual(menu.first_selected_option.text, "4: …20261121T084236Z.txt.gz")
                text, room = self.run_script(
                    "const menu = document.getElementById('filter-dump'), style = getComputedStyle(menu);"
                    "const pen = document.createElement('canvas').getContext('2d');"
                    "pen.font = style.font;"
                    "return [pen.measureText(menu.selectedOptions[0].text).width,"
                    # The arrow takes some 20 pixels.
                    " menu.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20]"
                )
                self.assertLess(text, room)
                self.assertIn(f"{names[3]} are shown.", self.one("#shown").text)
                self.choose("#filter-dump", "2: …20261121T084216Z")
                self.wait(lambda: f"{names[1]} are shown." in self.one("#shown").text)
                self.choose("#filter-dump", "All")
                self.wait(lambda: names[1] not in self.one("#shown").text)
                self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), width)
        self.resize(1280)

    def test_short_names_of_captures_are_whole(self):
        for names in (["a-0.gz", "a-1.gz"], ["x" * 30 + ".gz", "y" * 30 + ".gz"]):
            captures = [shutil.copy(file, Path(self.folder.name) / name) for file, name in zip(SERIES, names)]
            self.open("diff", *captures)
            options = [option.text for option in Select(self.one("#filter-dump")).options]
            self.assertEqual(options, ["All", f"1: {names[0]}", f"2: {names[1]}"])

    def test_what_grew_stands_within_a_narrow_window(self):
        self.resize(390)
        for arguments in (["trend", *SERIES], ["diff", *SERIES[:2]]):
            with self.subTest(arguments=arguments):
                self.open(*arguments)
                place = self.one("table.changes tbody td:last-child > *").rect
                self.assertGreater(place["width"], 100)
                self.assertLessEqual(place["x"] + place["width"], 390)
        self.resize(1280)

    def test_accessibility_by_axe(self):
        for arguments in ([SERVER], [RING], ["trend", *SERIES], ["diff", *SERIES[:2]]):
            for scheme in ("light", "dark"):
                with self.subTest(arguments=arguments, scheme=scheme):
                    self.prefer(scheme)
                    self.open(*arguments)
                    result = Axe().run(self.browser)
                    told = [
                        (v["id"], v["help"], [node["html"][:200] for node in v["nodes"][:3]])
                        for v in result["violations"]
                    ]
                    self.assertEqual(told, [])
                    self.assertGreater(len(result["passes"]), 25)
        self.prefer("light")

    def test_who_waits_for_whom_is_drawn_without_overlaps(self):
        for dump, boxes in ((WAITS, 4), (RING, 3)):
            for width in (1280, 390):
                with self.subTest(dump=dump.name, width=width):
                    self.resize(width)
                    self.open(dump)
                    frames = self.run_script(
                        "return [...document.querySelectorAll('.drawing .box rect')]"
                        ".map(e => e.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"
                    )
                    self.assertEqual(len(frames), boxes)
                    for i, a in enumerate(frames):
                        for b in frames[:i]:
                            apart = a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]
                            self.assertTrue(apart, (a, b))
                    # No text is wider than its box, and a narrow window scrolls the drawing alone.
                    self.assertEqual(self.run_script(
                        "return [...document.querySelectorAll('.drawing .box')].flatMap(box => {"
                        " const frame = box.querySelector('rect').getBoundingClientRect();"
                        " return [...box.querySelectorAll('text')]"
                        "  .filter(text => text.getBoundingClientRect().right > frame.right - 4)"
                        "  .map(text => text.textContent); })"
                    ), [])
                    drawn, room = self.run_script(
                        "const box = document.querySelector('.drawing');"
                        "return [box.scrollWidth, box.clientWidth]"
                    )
                    (self.assertGreater if width == 390 else self.assertLessEqual)(drawn, room)
        self.resize(1280)

    def test_a_printed_page_has_no_controls(self):
        self.open(SERVER)
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.assertFalse(self.one("#filter").is_displayed())
        self.assertFalse(self.one(".top").is_displayed())
        self.assertTrue(self.one(".finding h3").is_displayed())
        self.open(RING)
        self.resize(600)
        drawn, room = self.run_script(
            "return ['.drawing svg', '.drawing']"
            ".map(name => document.querySelector(name).getBoundingClientRect().width)"
        )
        self.assertLessEqual(drawn, room)
        self.resize(1280)
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


class WithoutScript(ReportTest):
    script = False

    def test_it_can_be_read(self):
        self.open(SERVER)
        text = self.one("main").text
        for part in (
            "1 error, 160 of 163 goroutines", "Evidence", "Cause", "Fix",
            "chan send", "1-4m", "Goroutines by top, site, state", "Creators",
            "started 160", "without JavaScript",
        ):
            self.assertIn(part, text)
        self.assertFalse(self.one("#explore").is_displayed())
        self.assertFalse(self.one("#theme").is_displayed())
        row = self.one("table.groups details")
        row.find_element("css selector", "summary").click()
        self.assertIn("created by", row.text)
