package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletConfig;
import org.junit.jupiter.api.Test;

class PageServletTest {
    private final Fixture fixture = new Fixture();

    private Exchange open() throws Exception {
        return open("ACCOUNTS");
    }

    private Exchange open(String page) throws Exception {
        ServletConfig config = mock(ServletConfig.class);
        when(config.getInitParameter("version")).thenReturn("1.2.3");
        when(config.getInitParameter("page")).thenReturn(page);
        PageServlet servlet = new PageServlet(fixture.web);
        servlet.init(config);
        Exchange exchange = fixture.call("GET", "");
        servlet.doGet(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void isAShellThatJiraDecorates() throws Exception {
        fixture.as("admin");
        String html = open().content();
        assertThat(html)
                .contains("<meta name=\"decorator\" content=\"atl.admin\">", "data-context=\"/jira\" data-api=\"/jira/plugins/servlet/dvcs/api/1/\"")
                .contains("src=\"/jira/download/resources/dvcs.native.connector:accounts-page/1.2.3/main.js\"")
                .doesNotContain("@");
        verify(fixture.pages.assembler().resources()).requireWebResource("dvcs.native.connector:accounts-page");
    }

    @Test
    void thePageOfSmartCommitsHasItsOwnTitleAndModule() throws Exception {
        fixture.as("admin").texts(Map.of("dvcs.smart.title", "Smart commits"));
        assertThat(open("SMART_COMMITS").content())
                .contains("<title>Smart commits</title>", "/1.2.3/smart-commits.js\"")
                .doesNotContain("main.js");
    }

    @Test
    void aPageThatTheDescriptorMakesUpIsNone() {
        assertThatThrownBy(() -> open("ELSEWHERE")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoInlineScriptAndNoInlineStyle() throws Exception {
        fixture.as("admin");
        String html = open().content();
        assertThat(html).doesNotContainPattern("<style|style=| on[a-z]+=");
        Matcher scripts = Pattern.compile("<script([^>]*)>([^<]*)").matcher(html);
        int found = 0;
        while (scripts.find()) {
            found++;
            assertThat(scripts.group(1).contains("application/json") || scripts.group(2).isBlank()).isTrue();
        }
        assertThat(found).isEqualTo(2);
    }

    @Test
    void aTranslationCannotBreakOut() throws Exception {
        fixture.as("admin").texts(Map.of("dvcs.accounts.title", "</title><script>alert(1)</script>", "dvcs.x", "@modules@</script>"));
        String html = open().content();
        assertThat(html).doesNotContain("<script>alert").contains("&lt;/title&gt;");
        Matcher block = Pattern.compile("id=\"dvcs-texts\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertThat(block.find()).isTrue();
        assertThat(new ObjectMapper().readTree(block.group(1)).get("dvcs.x").asText()).isEqualTo("@modules@</script>");
    }

    @Test
    void strangersAreSentToTheLogIn() throws Exception {
        Exchange exchange = open();
        assertThat(exchange.status()).isEqualTo(302);
        assertThat(exchange.answered("Location")).startsWith("/login.jsp");
    }

    @Test
    void othersAreRefused() throws Exception {
        for (String user : new String[] {"alice", "bob"}) {
            fixture.as(user);
            Exchange exchange = open();
            assertThat(exchange.status()).isEqualTo(403);
            assertThat(exchange.content()).isEmpty();
        }
    }

    @Test
    void asksForThePasswordAgain() throws Exception {
        fixture.as("admin").websudoEnded();
        assertThat(open().content()).isEmpty();
        verify(fixture.websudo).enforceWebSudoProtection(any(), any());
        verify(fixture.pages, never()).assembler();
    }
}
