import unittest

from demo import summary


class Summary(unittest.TestCase):
    def test_table_lines_up(self):
        lines = summary.table([("commits", 12345), ("seconds", "1.5")]).splitlines()
        self.assertEqual([line.split() for line in lines], [["commits", "12,345"], ["seconds", "1.5"]])
        self.assertEqual(len({len(line) for line in lines}), 1)

    def test_links_name_pages_and_log_in(self):
        text = summary.links("http://host/jira", "KEY-123", ["ABC-1"])
        for part in ("http://host/jira/browse/ABC-1", "http://host/jira/browse/KEY-123", "http://host/jira/plugins/servlet/dvcs/smart-commits", "http://host/jira/plugins/servlet/dvcs/accounts", "admin / admin", "Ctrl-C"):
            self.assertIn(part, text)

    def test_every_key_that_is_not_compared_is_accounted_for(self):
        issues = dict.fromkeys(["ABC-1", "ABC-2", "ABC-3", "ABC-0022"], ())
        rows = dict(summary.issue_rows(issues, ["ABC-1"], {"ABC": 200}))
        self.assertEqual(rows, {"issue keys": 4, "issues compared": 1, "no issue in Jira: ABC-0022": 1, "not in the sample": 2})
        self.assertEqual(summary.issue_rows({"ABC-1": ()}, ["ABC-1"], {"ABC": 200}), [("issue keys", 1), ("issues compared", 1)])
        many = dict.fromkeys([f"ABC-0{i}" for i in range(5)], ())
        self.assertEqual(summary.issue_rows(many, [], {"ABC": 200})[-1], ("no issue in Jira: ABC-00, ABC-01, ABC-02, …", 5))

    def test_worth_opening(self):
        issues = {"UTF-8": range(900), "ABC-1": range(2), "ABC-2": range(5), "DEF-1": range(1), "DEF-2": range(1), "DEF-3": range(3), "XY-1": [1], "XY-2": [1, 2]}
        self.assertEqual(summary.worth_opening(list(issues), issues), ["DEF-3", "ABC-2", "XY-2"])
