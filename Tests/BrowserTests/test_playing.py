"""What a reader does with a report: search, filter, sort, regroup, zoom, turn to the other theme."""

import random

from selenium.webdriver.common.keys import Keys

from browser import FIXTURES, ReportTest

SERVER = FIXTURES / "server/a1-early-return.go1.19.debug2.txt"
LABELS = FIXTURES / "format/labels.go1.27.debug2.txt"


def many_stacks(count):
    """A dump of so many distinct stacks, whose data is compressed."""
    chance = random.Random(1)
    states = ["chan send", "select", "IO wait", "sync.Mutex.Lock"]
    parts = []
    for number in range(count):
        wait = chance.choice(["", ", 3 minutes", ", 50 minutes", ", 2000 minutes"])
        parts.append(f"goroutine {number + 10} [{states[number % 4]}{wait}]:\n")
        for depth in range(6):
            name = f"step{number % (4 ** (6 - depth))}"
            parts.append(f"example.com/app{depth}.{name}(0x1)\n\t/src/app/part{depth}.go:{depth + 1} +0x1\n")
        parts.append("created by example.com/app.main in goroutine 1\n\t/src/app/main.go:9 +0x1\n\n")
    return "".join(parts)


class Playing(ReportTest):
    def shown(self):
        return self.one("#shown").text

    def frames(self):
        return self.run_script(
            "return [...document.querySelectorAll('#icicle [data-node]')]"
            ".map(f => f.getAttribute('aria-label'))"
        )

    def test_text_narrows_the_table_and_the_graph(self):
        self.open(SERVER)
        self.assertEqual(self.shown(), "All 163 goroutines are shown.")
        self.one("#filter-text").send_keys("bestquote")
        self.wait(lambda: self.shown() == "160 of 163 goroutines are shown.")
        self.assertEqual([row[0] for row in self.rows()], ["160"])
        self.assertIn("all goroutines, 160 goroutines, 100%", self.frames())
        self.one("#filter-text").clear()
        self.one("#filter-text").send_keys("no such function")
        self.wait(lambda: self.shown() == "0 of 163 goroutines are shown.")
        self.assertIn("No goroutines match the filter.", self.one("#table-rest").text)
        self.click(self.one("#filter button[type=reset]"))
        self.wait(lambda: self.shown() == "All 163 goroutines are shown.")

    def test_filters_by_state_wait_package_and_label(self):
        self.open(SERVER)
        self.choose("#filter-state", "chan send")
        self.assertEqual({row[1] for row in self.rows()}, {"chan send"})
        self.click(self.one("#filter button[type=reset]"))
        self.choose("#filter-age", "1m or more")
        self.assertEqual(self.shown(), "160 of 163 goroutines are shown.")
        self.choose("#filter-age", "1h or more")
        self.assertEqual(self.shown(), "0 of 163 goroutines are shown.")
        self.click(self.one("#filter button[type=reset]"))
        self.choose("#filter-package", "example.com/shop/checkout/internal/pricing")
        self.assertEqual(self.shown(), "160 of 163 goroutines are shown.")
        self.open(LABELS)
        self.choose("#filter-label", "tenant=")
        count = int(self.shown().split(" ")[0])
        self.assertTrue(0 < count < 16, count)

    def test_a_finding_and_a_state_show_their_goroutines(self):
        self.open(SERVER)
        self.click(self.one("[data-finding='0']"))
        self.assertEqual(self.shown(), "160 of 163 goroutines are shown.")
        self.click(self.one("#filter button[type=reset]"))
        self.click(next(b for b in self.all("#states th button") if b.text == "IO wait"))
        self.assertEqual({row[1] for row in self.rows()}, {"IO wait"})

    def test_the_table_sorts_and_says_so(self):
        self.open(text=many_stacks(40))
        waits = lambda: [row[2] for row in self.rows()]
        self.click(self.one("[data-order=wait]"))
        self.assertEqual(waits()[0], "1d9h")
        self.assertEqual(self.one("th[aria-sort]").text.split()[0], "Waiting")
        self.click(self.one("[data-order=wait]"))
        self.assertEqual(waits()[0], "<1m")
        self.assertEqual(self.one("th[aria-sort]").get_attribute("aria-sort"), "ascending")
        self.click(self.one("[data-order=state]"))
        states = [row[1] for row in self.rows()]
        self.assertEqual(states, sorted(states, key=str.lower))

    def test_rows_by_any_key(self):
        self.open(LABELS)
        for box in self.all("#keys input:checked"):
            box.click()
        expected = {
            "state": None, "wait": None, "creator": "created by", "entry": "entry",
            "package": "package", "label:tenant": "tenant =", "stack": None, "top": None, "site": None,
        }
        for key, word in expected.items():
            with self.subTest(key=key):
                box = self.one(f"#keys input[value='{key}']")
                box.click()
                rows = self.rows()
                self.assertEqual(sum(int(row[0]) for row in rows), 16)
                if word:
                    self.assertTrue(all(word in row[3] for row in rows), rows)
                box.click()

    def test_a_stack_folds_its_library_frames(self):
        self.open(SERVER)
        row = next(r for r in self.all("#table tbody tr") if "IO wait" in r.text)
        self.click(row.find_element("css selector", "summary"))
        self.wait(lambda: row.find_elements("css selector", ".folded summary"))
        folded = row.find_element("css selector", ".folded summary")
        self.assertIn("library frames", folded.text)
        before = row.text
        folded.click()
        self.assertGreater(len(row.text), len(before))

    def test_the_graph_zooms_and_comes_back(self):
        self.open(text=many_stacks(400))
        before = self.frames()
        self.all("#icicle [data-node]")[1].click()
        zoomed = self.frames()
        self.assertNotEqual(zoomed, before)
        widths = self.run_script(
            "return [...document.querySelectorAll('#icicle .above, #icicle [aria-selected=true]')]"
            ".map(f => f.style.width)"
        )
        self.assertEqual(set(widths), {"100%"})
        self.click(self.one("#icicle-reset"))
        self.assertEqual(self.frames(), before)

    def test_the_graph_turns_round(self):
        self.open(SERVER)
        self.one("input[name=direction][value=top]").find_element("xpath", "..").click()
        level = self.run_script(
            "return [...document.querySelectorAll('#icicle [aria-level=\"2\"]')].map(f => f.ariaLabel)"
        )
        self.assertTrue(any("runtime_pollWait" in name for name in level), level)

    def test_the_graph_finds_frames(self):
        self.open(SERVER)
        self.one("#icicle-search").send_keys("BestQuote")
        self.wait(lambda: "160 of 163 goroutines (98%)" in self.one("#icicle-note").text)
        self.assertTrue(self.all("#icicle .found"))
        self.assertTrue(self.all("#icicle .missed"))

    def test_the_graph_goes_by_keyboard(self):
        self.open(text=many_stacks(400))
        root = self.one("#icicle [tabindex='0']")
        self.assertIn("all goroutines", root.get_attribute("aria-label"))
        focused = lambda: self.run_script("return document.activeElement.getAttribute('aria-label')")
        root.send_keys(Keys.ARROW_DOWN)
        first = focused()
        self.assertIn("step", first)
        self.browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        self.assertNotEqual(focused(), first)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.assertFalse(self.one("#icicle-reset").get_property("disabled"))
        self.browser.switch_to.active_element.send_keys(Keys.ARROW_UP)
        self.assertIn("all goroutines", focused())
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.assertTrue(self.one("#icicle-reset").get_property("disabled"))

    def test_everything_is_reached_by_tab(self):
        self.open(SERVER)
        reached = set()
        for _ in range(80):
            self.browser.switch_to.active_element.send_keys(Keys.TAB)
            reached.add(self.run_script(
                "const e = document.activeElement;"
                "return e.id || e.dataset.order || e.dataset.finding || e.name || e.role || e.tagName"
            ))
        for name in ("theme", "0", "filter-text", "filter-state", "direction", "icicle-search",
                     "treeitem", "key", "count", "wait", "SUMMARY"):
            self.assertIn(name, reached)

    def test_the_theme_follows_the_system_and_the_button(self):
        color = lambda: self.run_script("return getComputedStyle(document.body).backgroundColor")
        self.prefer("dark")
        self.open(SERVER)
        dark = color()
        self.assertEqual(self.one("#theme").text, "Light theme")
        self.click(self.one("#theme"))
        self.assertNotEqual(color(), dark)
        self.prefer("light")
        self.open(SERVER)
        self.assertEqual(self.one("#theme").text, "Dark theme")
        self.click(self.one("#theme"))
        self.assertEqual(color(), dark)

    def test_compressed_data_is_unpacked(self):
        self.open(text=many_stacks(4000))
        self.assertEqual(self.one("#data").get_attribute("type"), "application/gzip")
        self.assertEqual(self.shown(), "All 4,000 goroutines are shown.")
        self.assertEqual(self.logs(), [])
        count = len(self.rows())
        self.click(self.one("#table-more"))
        self.assertEqual(len(self.rows()), count + 100)

    def test_the_graph_of_a_diff_shows_growth(self):
        series = sorted((FIXTURES / "series").glob("s1-series-growing.go1.24.t?.debug2.txt.gz"))
        self.open("diff", series[0], series[3])
        frame = self.one("#icicle .k-up2[aria-label*='notify']")
        self.assertIn("30 before and 300 after", frame.get_attribute("aria-label"))
        self.assertIn("new or doubled", self.one("#icicle-legend").text)
        self.click(self.one("input[name=colour][value=state]").find_element("xpath", ".."))
        self.assertTrue(self.one("#icicle .k-send[aria-label*='notify']"))
        self.open(SERVER)
        self.assertFalse(self.one("#colours").is_displayed())

    def test_an_old_browser_keeps_what_can_be_read(self):
        late = self.browser.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.DecompressionStream"}
        )
        self.logs()
        self.browser.get(self.report(text=many_stacks(4000)).as_uri())
        self.wait(lambda: self.one("#failed").is_displayed())
        self.assertFalse(self.one("#explore").is_displayed())
        self.assertEqual(len(self.all("table.groups:not(#table):not(.findings) tbody tr")), 40)
        self.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", late)

    def test_a_goroutine_is_found_by_its_id(self):
        self.open(SERVER)
        row = next(r for r in self.all("#table tbody tr") if "160" in r.text)
        self.click(row.find_element("css selector", "summary"))
        self.wait(lambda: row.find_elements("css selector", ".group p"))
        number = row.find_element("css selector", ".group p").text.split("ids ")[1].split(",")[0]
        self.one("#filter-text").send_keys(number)
        self.wait(lambda: self.shown().startswith("160 of"))

    def test_a_box_of_the_drawing_shows_its_goroutines(self):
        self.open(FIXTURES / "waits/hub-rlock-lock.debug2.txt.gz")
        root, waiters = self.all(".drawing .box")[:2]
        self.assertIn("goroutine 211", root.text)
        self.click(root.find_element("css selector", "rect"))
        self.wait(lambda: self.shown() == "1 of 166 goroutines are shown.")
        self.assertEqual(self.one("#filter-text").get_attribute("value"), "goroutine 211")
        self.assertIn("37 in Lock", waiters.text)
        self.click(waiters.find_element("css selector", "rect"))
        self.wait(lambda: self.shown() == "37 of 166 goroutines are shown.")

    def test_boxes_of_a_count_profile_show_those_of_their_function(self):
        self.open(FIXTURES / "waits/clickhouse-bulk-abba.debug1.txt.gz")
        box = self.all(".drawing .box")[2]
        self.assertIn("3 in Lock", box.text)
        self.click(box.find_element("css selector", "rect"))
        self.wait(lambda: self.shown() == "3 of 10 goroutines are shown.")
        self.assertEqual(self.one("#filter-text").get_attribute("value"), "main.(*Clickhouse).Len")

    def test_the_changes_of_two_dumps_sort(self):
        series = sorted((FIXTURES / "series").glob("s1-series-growing.go1.24.t?.debug2.txt.gz"))
        self.open("diff", series[0], series[3])
        growth = lambda: [e.text for e in self.all("table.changes tbody td:nth-child(2)")]
        self.assertEqual(growth()[0], "+270")
        button = next(b for b in self.all("table.changes th button") if b.text == "Growth")
        button.click()
        self.assertEqual(growth()[0], "+270")
        button.click()
        self.assertEqual(growth()[-1], "+270")
