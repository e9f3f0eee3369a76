import unittest

from demo import summary


class Summary(unittest.TestCase):
    def test_table_lines_up(self):
        lines = summary.table([("commits", 12345), ("seconds", "1.5")]).splitlines()
        self.assertEqual([line.split() for line in lines], [["commits", "12,345"], ["seconds", "1.5"]])
        self.assertEqual(len({len(line) for line in lines}), 1)

    def test_links_name_pages_and_log_in(self):
        text = summary.links("http://host/jira", ["ABC-1"])
        for part in ("http://host/jira/browse/ABC-1", "http://host/jira/plugins/servlet/dvcs/accounts", "admin / admin", "Ctrl-C"):
            self.assertIn(part, text)

    def test_worth_opening(self):
        issues = {"UTF-8": range(900), "ABC-1": range(2), "ABC-2": range(5), "DEF-1": range(1), "DEF-2": range(1), "DEF-3": range(3), "XY-1": [1], "XY-2": [1, 2]}
        self.assertEqual(summary.worth_opening(list(issues), issues), ["DEF-3", "ABC-2", "XY-2"])
