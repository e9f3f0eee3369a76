package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dvcs.api.AccountChange;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.NewAccount;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountFormTest {
    private static byte[] form(String host, String name, String url, String token) {
        String json = "{\"host\":\"%s\",\"name\":\"%s\",\"url\":\"%s\",\"token\":\"%s\"}".formatted(host, name, url, token);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tidiesWhatWasTyped() {
        NewAccount account = AccountForm.read(form("GitLab", " /acme/tools/ ", " https://Git.example.com/gitlab// ", " glpat-x "));
        assertThat(account).isEqualTo(new NewAccount("gitlab", "acme/tools", "https://Git.example.com/gitlab", "glpat-x", true));
        assertThat(account.toString()).doesNotContain("glpat");
    }

    @Test
    void giteaIsAHostToo() {
        NewAccount account = AccountForm.read(form("Gitea", "acme", "https://git.example.com/gitea/", "0123"));
        assertThat(account).isEqualTo(new NewAccount("gitea", "acme", "https://git.example.com/gitea", "0123", true));
    }

    private static NewAccount withAuthority(String url, String json) {
        return AccountForm.read(("{\"host\":\"gitlab\",\"name\":\"a\",\"url\":\"" + url + "\",\"token\":\"t\",\"ca\":" + json + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAccountMayTrustAnAuthorityOfItsOwn() {
        assertThat(withAuthority("https://h", Authority.json()).ca().summary()).isEqualTo(Authority.SUMMARY);
        assertThat(withAuthority("https://h", "\" \"").ca().isEmpty()).isTrue();
        assertThat(withAuthority("http://h", "null").ca().isEmpty()).isTrue();
        Refusal plain = catchThrowableOfType(Refusal.class, () -> withAuthority("http://h", Authority.json()));
        assertThat(plain).hasMessageContaining("https:// only");
        assertThat(plain.field()).isEqualTo("ca");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> withAuthority("https://h", "\"hello\"")).field()).isEqualTo("ca");
        assertThat(catchThrowableOfType(Refusal.class, () -> withAuthority("https://h", '"' + "A".repeat(50_000) + '"')).field()).isEqualTo("ca");
        assertThat(catchThrowableOfType(Refusal.class, () -> withAuthority("https://h", "\"\\u0000\"")).field()).isEqualTo("ca");
        assertThat(catchThrowableOfType(Refusal.class, () -> withAuthority("https://h", "true")).field()).isEqualTo("ca");
    }

    @Test
    void aChangeTellsAnEmptyCertificateFromNone() {
        AccountChange none = AccountForm.readChange("{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(none.ca()).isNull();
        AccountChange forget = AccountForm.readChange("{\"ca\":\"\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(forget.ca()).isEqualTo(Certificates.NONE);
        AccountChange other = AccountForm.readChange(("{\"ca\":" + Authority.json() + "}").getBytes(StandardCharsets.UTF_8));
        assertThat(other.ca().summary()).isEqualTo(Authority.SUMMARY);
        assertThat(other.token()).isNull();
    }

    @Test
    void anEmptyNameIsTheWholeInstance() {
        assertThat(AccountForm.read(form("gitlab", "", "http://git:8080", "t")).name()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`` , a, https://h, t, host, Choose a host",
        "github, a, https://h, t, host, not connect to this host yet",
        "cvs, a, https://h, t, host, not known",
        "gitlab, a, ``, t, url, Enter the host URL",
        "gitlab, a, git.example.com, t, url, must start with https",
        "gitlab, a, ftp://h, t, url, must start with https",
        "gitlab, a, javascript:alert(1), t, url, must start with https",
        "gitlab, a, https://, t, url, not a URL",
        "gitlab, a, https:///x, t, url, no valid host name",
        "gitlab, a, https://h:70000, t, url, no valid host name",
        "gitlab, a, https://h h, t, url, not a URL",
        "gitlab, a, https://me:secret@h, t, url, user name or password",
        "gitlab, a, https://h?x=1, t, url, must not hold ?",
        "gitlab, a, https://h#x, t, url, must not hold ?",
        "gitlab, https://h/acme, https://h, t, name, not its address",
        "gitlab, ``, https://gitlab.com/, t, name, all of gitlab.com",
        "gitlab, a, https://h, ``, token, Enter an access token",
        "gitlab, a, https://h, a b, token, no token has",
        "gitlab, a, https://h, tök, token, no token has"
    })
    void saysWhatIsWrongAndWhere(String host, String name, String url, String token, String field, String words) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> AccountForm.read(form(host, name, url, token)));
        assertThat(refusal).isNotNull().hasMessageContaining(words);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.getMessage()).doesNotContain("secret");
    }

    @Test
    void aChangeNeedsSomethingToChange() {
        assertThat(AccountForm.readChange("{\"autoLink\":false}".getBytes(StandardCharsets.UTF_8)).token()).isNull();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> AccountForm.readChange("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal).hasMessageContaining("token");
        assertThat(catchThrowableOfType(Refusal.class, () -> RepositoryForm.read("{}".getBytes(StandardCharsets.UTF_8))).field())
                .isEqualTo("linked");
        assertThat(catchThrowableOfType(Refusal.class, () -> AccountForm.readMoved("{}".getBytes(StandardCharsets.UTF_8))).field())
                .isEqualTo("moved");
    }
}
