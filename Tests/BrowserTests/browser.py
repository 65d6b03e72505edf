"""Chromium, and the reports that the tests open in it."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Fixtures"
PROGRAM = os.environ["DUMPSCAN"]


def start(script=True):
    """A browser without a window and, as far as it can be told, without a network."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new",
        # Tests run as root in containers, where the sandbox cannot start.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        # A page that still glides moves away from under a click.
        "--force-prefers-reduced-motion",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    if not script:
        options.add_experimental_option(
            "prefs", {"profile.managed_default_content_settings.javascript": 2}
        )
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class ReportTest(unittest.TestCase):
    """A test on reports: one browser for all tests of a class."""

    script = True

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = start(cls.script)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def report(self, *arguments, text=None):
        """Writes a report and returns its path; `text` goes to standard input."""
        path = Path(self.folder.name) / f"{self.id()}.html"
        subprocess.run(
            [PROGRAM, *map(str, arguments), "--format", "html", "-o", str(path)],
            input=text, text=True, check=True, capture_output=True,
        )
        return path

    def open(self, *arguments, text=None):
        """Opens a report and waits until it can be played with."""
        self.logs()
        self.browser.get_log("performance")
        self.browser.get(self.report(*arguments, text=text).as_uri())
        if self.script:
            WebDriverWait(self.browser, 20).until(lambda _: self.one("#table tbody tr"))

    def logs(self):
        return self.browser.get_log("browser")

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return next(iter(self.all(selector)), None)

    def run_script(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def rows(self):
        """The cells' texts of the table of groups."""
        return self.run_script(
            "return [...document.querySelectorAll('#table tbody tr')]"
            ".map(row => [...row.cells].map(cell => cell.innerText.trim()))"
        )

    def click(self, element):
        """Clicks an element in the middle of the window, clear of the bar at its top."""
        self.run_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def choose(self, selector, text):
        """Chooses the option of a menu that begins with a text."""
        menu = Select(self.one(selector))
        menu.select_by_visible_text(
            next(o.text for o in menu.options if o.text.startswith(text))
        )

    def wait(self, condition):
        WebDriverWait(self.browser, 10).until(lambda _: condition())

    def resize(self, width, height=900):
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def prefer(self, scheme):
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )
