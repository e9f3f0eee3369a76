from house import formatting
from house.planted import RuleTest


class Formatting(RuleTest):
    def test_repository(self):
        self.assert_repository_keeps(formatting.check)

    def test_unformatted(self):
        self.assert_found(formatting.check, {".clang-format": "BasedOnStyle: Google\n", "native/src/base/a.cpp": "int   a ;\n",
                                             "native/src/base/b.cpp": "int b;\n"}, "native/src/base/a.cpp")
