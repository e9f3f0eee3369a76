package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoration, fragments, tabs, resources. */
class PagesTest {
    private static final String BANNER = "This is not Jira.";

    @TempDir
    private static Path folder;

    private static DevHost host;
    private static Browser admin;

    @BeforeAll
    static void start() throws IOException {
        host = DevHost.start(DevHostOptions.of(folder.resolve("home"))
                .withPlugin(FixtureJar.javax().build(folder)));
        admin = Browser.basic(host.url(), "admin");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void everyPageSaysThatItIsAStandIn() {
        for (String path : new String[] {
            "/login.jsp",
            "/secure/Dashboard.jspa",
            "/projects",
            "/browse/KEY",
            "/browse/KEY-1",
            "/secure/admin/ViewApplications.jspa",
            "/plugins/servlet/upm",
            "/plugins/servlet/fixture/admin",
            "/nothing",
            "/browse/KEY-999999"
        }) {
            assertThat(admin.get(path).body()).as(path).contains(BANNER);
        }
    }

    @Test
    void adminPagesAreDecoratedWithTheMenu() {
        HttpResponse<String> page = admin.get("/plugins/servlet/fixture/admin");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page.body())
                .contains(
                        "<title>A &amp; B - Jira stand-in</title>",
                        "<div id=\"fixture\">grüße</div>",
                        "<meta name=\"own\" content=\"1\">",
                        "/dvcs.fixture:page/page.css?v=1.0.0")
                .doesNotContain("name=\"decorator\"");
        assertThat(page.body())
                .containsPattern(Pattern.compile("aui-nav-selected\"><a id=\"fixture-item\""
                        + " href=\"/jira/plugins/servlet/fixture/admin\">Fixture item</a>"));
        assertThat(page.body())
                .containsOnlyOnce("<html")
                .containsOnlyOnce("<title>")
                .containsOnlyOnce("<body");
    }

    @Test
    void theIssuePageShowsPanelAndTab() {
        String page = admin.get("/browse/KEY-7").body();
        assertThat(page)
                .contains(
                        "<h4 class=\"toggle-title\">Fixture panel</h4>",
                        "<p id=\"from-panel\">&lt;script&gt;KEY-7 <i>ready</i></p>",
                        "/dvcs.fixture:issue/issue.js?v=1.0.0")
                .doesNotContain("from-tab", "page.css");
        assertThat(admin.get("/browse/KEY-7?page=dvcs.fixture%3Atab").body())
                .contains("<b id=\"from-tab\">KEY-7 tab</b>", BANNER);
    }

    @Test
    void aTabLoadsAlone() {
        String part = Browser.basic(host.url(), "admin")
                .header("X-PJAX", "true")
                .get("/browse/KEY-7?page=dvcs.fixture%3Atab")
                .body();
        assertThat(part).isEqualTo("<b id=\"from-tab\">KEY-7 tab</b>");
    }

    @Test
    void anActionThatDoesNotWantToIsNotOnTheAllTab() {
        assertThat(admin.get("/browse/KEY-7?page=com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel")
                        .body())
                .doesNotContain("from-tab");
    }

    @Test
    void onlyDeclaredResourcesAreServed() {
        HttpResponse<String> css = admin.get("/download/resources/dvcs.fixture:page/page.css");
        assertThat(css.body()).isEqualTo("#fixture { color: red }");
        assertThat(css.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
        assertThat(admin.get("/download/resources/dvcs.fixture:page/issue.js").statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/download/resources/dvcs.fixture:page/atlassian-plugin.xml")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void auiComesFromTheHost() {
        assertThat(admin.get("/-/assets/aui/aui-prototyping.js").statusCode()).isEqualTo(200);
        assertThat(admin.get("/-/assets/jquery/jquery.min.js").body()).contains("jQuery v3.7.1");
        assertThat(admin.get("/-/assets/aui/%2e%2e/%2e%2e/package.json").statusCode())
                .isNotEqualTo(200);
        assertThat(admin.get("/-/assets/other/x").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingComesFromTheNetwork() {
        assertThat(admin.get("/browse/KEY-1").body()).doesNotContainPattern("(src|href)=\"(https?:)?//");
    }
}
