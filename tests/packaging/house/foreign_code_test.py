from house import foreign_code
from house.planted import RuleTest


class ForeignCode(RuleTest):
    def test_repository(self):
        self.assert_repository_keeps(foreign_code.check)

    def test_each_kind(self):
        for path, content in (("native/third_party/x.cpp", "int x;\n"), ("native/src/json/simdjson.h", "int x;\n"),
                              ("java-shim/lib/felix.jar", "PK"), ("tests/fixtures/a.bin", b"\1\0\2"),
                              ("native/src/text/x.cpp", "// Copyright " "(c) 2012 Somebody\n")):
            with self.subTest(path):
                self.assert_found(foreign_code.check, {path: content}, path)

    def test_our_own(self):
        self.assert_clean(foreign_code.check, {"doc/issue.png": b"\x89PNG\0", "native/src/json/reader.hpp": "int x;\n", "LICENSE": "Copyr" "ight 2004\n"})
