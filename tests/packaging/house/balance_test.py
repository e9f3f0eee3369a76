from house import balance
from house.planted import RuleTest
from house.tree import REPOSITORY, Tree


class Balance(RuleTest):
    def test_repository(self):
        print("product %d lines, tests %d lines" % balance.measure(Tree(REPOSITORY)))
        self.assert_repository_keeps(balance.check)

    def test_too_few(self):
        code = "int a;\n\nint b;\n"
        self.assert_found(balance.check, {"native/src/base/a.cpp": code, "tests/native/base/a_test.cpp": "int a;\n\n\n\n"}, "1 lines of tests for 2")
        self.assert_clean(balance.check, {"native/src/base/a.cpp": code, "tests/native/base/a_test.cpp": code})
