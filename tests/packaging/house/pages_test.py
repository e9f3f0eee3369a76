from house import pages
from house.planted import RuleTest

HERE = "java-shim/src/main/resources"


class Pages(RuleTest):
    def test_repository(self):
        self.assert_repository_keeps(pages.check_html_sinks)
        self.assert_repository_keeps(pages.check_inline_scripts)

    def test_markup_from_text(self):
        self.assert_found(pages.check_html_sinks, {f"{HERE}/a.js": "let x;\nrow.inner" "HTML = message;\n"}, "a.js:2")
        self.assert_found(pages.check_html_sinks, {f"{HERE}/a.js": "document.write(message);\n"}, "a.js:1")

    def test_inline_script(self):
        for line in ("<script>run()</script>", '<script type="module">', '<a href="#" onclick="run()">', '<a href="java' 'script:run()">'):
            with self.subTest(line):
                self.assertEqual(len(pages.check_inline_scripts(self.plant({f"{HERE}/a.html": line + "\n"}))), 1)
        self.assert_clean(pages.check_inline_scripts, {f"{HERE}/a.html": '<script type="module" src="accounts.js"></script>\n<script type="application/json">@texts@</script>\n'})

    def test_only_what_is_served(self):
        self.assert_clean(pages.check_inline_scripts, {"tests/e2e/a.js": "'<script>alert(1)</script>'\n"})
