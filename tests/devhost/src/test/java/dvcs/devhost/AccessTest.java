package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-in, default-deny, websudo, XSRF, project permissions. */
class AccessTest {
    @TempDir
    private static Path folder;

    private static DevHost host;

    @BeforeAll
    static void start() throws IOException {
        host = DevHost.start(DevHostOptions.of(folder.resolve("home"))
                .withPlugin(FixtureJar.javax().build(folder)));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String token(HttpResponse<String> page) {
        Matcher meta =
                Pattern.compile("name=\"atlassian-token\" content=\"([^\"]+)\"").matcher(page.body());
        assertThat(meta.find()).isTrue();
        return meta.group(1);
    }

    @Test
    void servletSeesItsOwnPathsAndClassLoader() {
        Browser alice = Browser.basic(host.url(), "alice");
        assertThat(alice.get("/plugins/servlet/fixture/echo").body())
                .contains("user=alice servletPath=/plugins/servlet/fixture/echo pathInfo=null color=red own=true")
                .contains("one=1");
        HttpResponse<String> deeper = alice.get("/plugins/servlet/fixture/echo/a/b");
        assertThat(deeper.body()).contains("servletPath=/plugins/servlet/fixture/echo pathInfo=/a/b");
        assertThat(deeper.headers().firstValue("X-Fixture")).contains("seen");
        assertThat(alice.get("/plugins/servlet/fixture/echoes").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnannotatedServletIsForLicensedUsersOnly() {
        Browser visitor = Browser.anonymous(host.url());
        HttpResponse<String> refused = visitor.get("/plugins/servlet/fixture/echo?x=1");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(visitor.target(refused))
                .isEqualTo("/login.jsp?permissionViolation=true&os_destination="
                        + "%2Fplugins%2Fservlet%2Ffixture%2Fecho%3Fx%3D1");
    }

    @Test
    void anUnrestrictedServletIsForAnyone() {
        assertThat(Browser.anonymous(host.url())
                        .form("/plugins/servlet/fixture/hook/7", "a", "b")
                        .body())
                .isEqualTo("got 3");
    }

    @Test
    void adminOnlyRefusesMembers() {
        Browser alice = Browser.loggedIn(host.url(), "alice");
        assertThat(alice.target(alice.get("/plugins/servlet/fixture/admin")))
                .startsWith("/login.jsp?permissionViolation=true");
        assertThat(alice.target(alice.get("/secure/admin/ViewApplications.jspa")))
                .startsWith("/login.jsp?permissionViolation=true");
    }

    @Test
    void anAdministratorConfirmsThePasswordOnce() {
        Browser admin = Browser.loggedIn(host.url(), "admin");
        HttpResponse<String> asked = admin.get("/plugins/servlet/fixture/admin");
        assertThat(admin.target(asked))
                .startsWith("/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=%2Fplugins");
        String token = token(admin.get(admin.target(asked)));
        String form = "/secure/admin/WebSudoAuthenticate!default.jspa";
        assertThat(admin.form(form, "webSudoPassword", "wrong", "atl_token", token)
                        .body())
                .contains("incorrect");
        assertThat(admin.form(form, "webSudoPassword", "admin", "atl_token", "stolen")
                        .body())
                .contains("incorrect");
        HttpResponse<String> confirmed = admin.form(
                form,
                "webSudoPassword",
                "admin",
                "atl_token",
                token,
                "webSudoDestination",
                "/plugins/servlet/fixture/admin");
        assertThat(admin.target(confirmed)).isEqualTo("/plugins/servlet/fixture/admin");
        assertThat(admin.get("/plugins/servlet/fixture/admin").statusCode()).isEqualTo(200);
    }

    @Test
    void basicNeedsNoConfirmation() {
        assertThat(Browser.basic(host.url(), "admin")
                        .get("/plugins/servlet/fixture/admin")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrongPasswordsAreRefused() {
        assertThat(Browser.anonymous(host.url())
                        .header("Authorization", "Basic YWRtaW46d3Jvbmc=")
                        .get("/rest/api/2/issue/KEY-1")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Browser.anonymous(host.url())
                        .header("Authorization", "Basic %%%")
                        .get("/rest/api/2/issue/KEY-1")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Browser.anonymous(host.url())
                        .form("/login.jsp", "os_username", "admin", "os_password", "x")
                        .body())
                .contains("username and password are incorrect");
    }

    @Test
    void theLogInPageIsNoOpenRedirect() {
        Browser visitor = Browser.anonymous(host.url());
        for (String evil : new String[] {"//evil.example", "https://evil.example", "/\\evil.example"}) {
            assertThat(visitor.target(visitor.form(
                            "/login.jsp", "os_username", "bob", "os_password", "bob", "os_destination", evil)))
                    .isEqualTo("/secure/Dashboard.jspa");
        }
    }

    @Test
    void loggingOutEndsTheSession() {
        Browser alice = Browser.loggedIn(host.url(), "alice");
        assertThat(alice.get("/browse/KEY-1").statusCode()).isEqualTo(200);
        alice.get("/logout");
        assertThat(alice.get("/browse/KEY-1").statusCode()).isEqualTo(302);
    }

    @Test
    void theFormTokenIsTheBrowsersOwn() {
        Browser alice = Browser.loggedIn(host.url(), "alice");
        String token = token(alice.get("/browse/KEY-1"));
        assertThat(alice.form("/plugins/servlet/fixture/echo", "atl_token", token)
                        .body())
                .contains("token=true");
        assertThat(alice.form("/plugins/servlet/fixture/echo", "atl_token", "other")
                        .body())
                .contains("token=false");
        assertThat(alice.form("/plugins/servlet/fixture/echo").body()).contains("token=false");
        assertThat(Browser.loggedIn(host.url(), "bob")
                        .form("/plugins/servlet/fixture/echo", "atl_token", token)
                        .body())
                .contains("token=false");
    }

    @Test
    void projectsAndDevelopmentToolsHavePermissions() {
        Browser bob = Browser.basic(host.url(), "bob");
        Browser alice = Browser.basic(host.url(), "alice");
        assertThat(alice.get("/browse/KEY-1").body()).contains("Fixture tab");
        assertThat(bob.get("/browse/KEY-1").body())
                .doesNotContain("Fixture tab")
                .contains("from-panel");
        assertThat(alice.get("/browse/SECRET-1").statusCode()).isEqualTo(404);
        assertThat(alice.get("/rest/api/2/issue/SECRET-1").statusCode()).isEqualTo(404);
        assertThat(Browser.basic(host.url(), "admin").get("/browse/SECRET-1").statusCode())
                .isEqualTo(200);
        assertThat(Browser.anonymous(host.url()).get("/rest/api/2/issue/KEY-1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void onlyAdministratorsSteerTheHost() {
        assertThat(Browser.basic(host.url(), "alice").get("/-/host/status").statusCode())
                .isEqualTo(403);
        assertThat(Browser.anonymous(host.url()).get("/-/host/status").statusCode())
                .isEqualTo(401);
        assertThat(Browser.basic(host.url(), "admin")
                        .json("/-/host/disable", "")
                        .statusCode())
                .as("no header")
                .isEqualTo(403);
        assertThat(host.isEnabled()).isTrue();
    }
}
