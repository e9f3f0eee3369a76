import unittest

from demo import compare, scan

SHA = "a" * 40
COMMIT = scan.Commit(SHA, "Ann", "ann@example.com", 1600000000, "ABC-1 start\n")
KNOWN = {("acme/r", SHA): COMMIT}


def page(**changes):
    return {"repository": "acme/r", "sha": SHA, "authorName": "Ann", "authorEmail": "ann@example.com", "authored": 1600000000123,
            "message": "ABC-1 start", "messageCut": False, **changes}


def compared(commits, branches=(), wanted=frozenset({("acme/r", SHA)}), wanted_branches=frozenset()):
    shown = {"commits": commits, "branches": [{"repository": repository, "name": name} for repository, name in branches]}
    return compare.one_issue("ABC-1", shown, set(wanted), set(wanted_branches), KNOWN)


class OneIssue(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(compared([page()]), [])
        self.assertEqual(compared([page(message="ABC", messageCut=True)]), [])

    def test_each_difference_is_found(self):
        for commits, words in (([], "is in git, but not"), ([page(), page()], "twice"), ([page(), page(sha="b" * 40)], "is on the page"),
                               ([page(authorName="Bob")], "author is 'Bob'"), ([page(authorEmail="")], "e-mail"), ([page(authored=1)], "date"),
                               ([page(message="ABC-1 begin")], "message"), ([page(repository="acme/other")], "is in git, but not")):
            with self.subTest(words):
                found = compared(commits)
                self.assertTrue(found and words in "".join(found), found)

    def test_branches(self):
        self.assertIn("branch acme/r x is in git", compared([page()], wanted_branches={("acme/r", "x")})[0])
        self.assertIn("branch acme/r x is on the page", compared([page()], branches=[("acme/r", "x")])[0])
        self.assertEqual(compared([page()], branches=[("acme/r", "x")], wanted_branches={("acme/r", "x")}), [])


class Repositories(unittest.TestCase):
    def test_differences(self):
        scanned = [scan.Repository("acme/a", 3, {SHA: COMMIT}, {}), scan.Repository("acme/b", 0, {}, {})]
        self.assertEqual(compare.repositories(scanned, [{"path": "acme/a", "commits": 1}, {"path": "acme/b", "commits": 0}]), [])
        found = compare.repositories(scanned, [{"path": "acme/a", "commits": 2}, {"path": "acme/c", "commits": 0}])
        self.assertEqual([line.split(":")[0] for line in found], ["acme/a", "acme/b", "acme/c"])


class Pages:
    """Answers of the stand-in, by path."""

    def __init__(self, tab):
        self.pages = {"/browse/ABC-1": '<a href="/jira/browse/ABC-1?page=some.plugin%3Advcs-commits">Commits</a>',
                      "/browse/ABC-1?page=some.plugin%3Advcs-commits": tab}

    def page(self, path):
        return self.pages[path]


class Tab(unittest.TestCase):
    def test_links_are_compared(self):
        scanned = [scan.Repository("acme/a", 3, {SHA: COMMIT}, {})]
        link = '<a href="http://forge/acme/a/-/commit/%s" class="x">'
        self.assertEqual(compare.tab(Pages(link % SHA), "ABC-1", scanned), [])
        self.assertIn("not in the tab", compare.tab(Pages("nothing"), "ABC-1", scanned)[0])
        self.assertIn("not in git", compare.tab(Pages(link % SHA + link % ("b" * 40)), "ABC-1", scanned)[0])

    def test_without_a_tab(self):
        pages = Pages("")
        pages.pages["/browse/ABC-1"] = "<html></html>"
        self.assertIn("no Commits tab", compare.tab(pages, "ABC-1", [])[0])


class Sample(unittest.TestCase):
    def test_all_of_the_generated_and_hundreds_of_the_rest(self):
        issues = {f"BIG-{number}": set(range(number % 7)) for number in range(5000)} | {"ACME-1": {1}, "ACME-2": {1}}
        chosen = compare.choose(issues, {"ACME-1", "ACME-2", "GONE-1"})
        self.assertTrue({"ACME-1", "ACME-2"} <= set(chosen) <= set(issues))
        self.assertTrue(300 <= len(chosen) <= compare.MOST_ISSUES + 2, len(chosen))
        self.assertEqual(chosen, compare.choose(issues, {"ACME-1", "ACME-2"}))

    def test_small_sets_are_asked_whole(self):
        issues = {f"ABC-{number}": {1} for number in range(300)}
        self.assertEqual(set(compare.choose(issues, set())), set(issues))
