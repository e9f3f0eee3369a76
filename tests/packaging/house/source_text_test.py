from house import source_text
from house.planted import RuleTest


class SourceText(RuleTest):
    def test_repository(self):
        for rule in (source_text.check_length, source_text.check_markers, source_text.check_machine_paths,
                     source_text.check_final_newline, source_text.check_line_ends):
            with self.subTest(rule.__name__):
                self.assert_repository_keeps(rule)

    def test_too_long(self):
        self.assert_found(source_text.check_length, {"native/src/base/a.cpp": "x\n" * 401, "dev": "x\n" * 401},
                          "dev: 401 lines", "a.cpp: 401 lines")
        self.assert_clean(source_text.check_length, {"a.py": "x\n" * 400, "tests/e2e/package-lock.json": "{}\n" * 4000})

    def test_unfinished(self):
        self.assert_found(source_text.check_markers, {"a.md": "fine\n", "b.cpp": "int a;\n// TO" "DO later\n"}, "b.cpp:2")

    def test_a_path_of_one_machine(self):
        self.assert_found(source_text.check_machine_paths, {"a.sh": "cd /ro" "ot/project/build\n"}, "a.sh:1")
        self.assert_clean(source_text.check_machine_paths, {"a.sh": 'cd "$here/wo' 'rk/x"; curl https://forge/ho' 'me/x; ls build/ro' 'ot/x\n'})

    def test_line_ends(self):
        self.assert_found(source_text.check_final_newline, {"a.txt": "no end", "b.png": b"\0no end", "c.txt": ""}, "a.txt")
        self.assert_found(source_text.check_line_ends, {"a.txt": "one\r\ntwo\n"}, "a.txt")
