from house import java_packages
from house.planted import RuleTest

HERE = java_packages.SOURCES


class Packages(RuleTest):
    def test_repository(self):
        self.assert_repository_keeps(java_packages.check)

    def test_against_the_arrow(self):
        self.assert_found(java_packages.check, {f"{HERE}/store/Rows.java": "package dvcs.store;\nimport dvcs.web.Page;\n"},
                          "Rows.java:2: dvcs.store may not use dvcs.web")
        self.assert_found(java_packages.check, {f"{HERE}/api/Account.java": "class Account { dvcs.store.Rows rows; }\n"},
                          "dvcs.api may not use dvcs.store")

    def test_records_of_the_boundary_do_not_spread(self):
        use = "import dvcs.wire.Batch;\n"
        self.assert_clean(java_packages.check, {f"{HERE}/bridge/Requests.java": use, f"{HERE}/plugin/Decoder.java": use})
        self.assert_found(java_packages.check, {f"{HERE}/store/Rows.java": use}, "dvcs.wire")

    def test_only_module_classes_know_the_root(self):
        use = "import dvcs.plugin.Root;\n"
        self.assert_clean(java_packages.check, {f"{HERE}/web/ApiServlet.java": use, f"{HERE}/jira/CommitsTab.java": use})
        self.assert_found(java_packages.check, {f"{HERE}/store/Rows.java": use}, "dvcs.plugin")
        self.assert_found(java_packages.check, {f"{HERE}/web/ApiServlet.java": "import dvcs.plugin.Jobs;\n"}, "dvcs.plugin")

    def test_an_unknown_package(self):
        self.assert_found(java_packages.check, {f"{HERE}/util/Strings.java": "package dvcs.util;\n"}, "dvcs.util")

    def test_comments_and_texts_use_nothing(self):
        self.assert_clean(java_packages.check, {
            f"{HERE}/api/Account.java": '/** {@link dvcs.store.Rows} */\n// dvcs.web\nString s = "dvcs.web.x";\nimport dvcs.api.Slice;\n'})
