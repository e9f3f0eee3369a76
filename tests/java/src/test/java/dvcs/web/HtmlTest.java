package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void escapesTextsAndAttributes() {
        String html = new Html().open("a", "title", "\"><img src=x onerror='alert(1)'>").text("</a><script>&").close("a").toString();
        assertThat(html).isEqualTo("<a title=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\">"
                + "&lt;/a&gt;&lt;script&gt;&amp;</a>");
    }

    @Test
    void controlCharactersCannotHideAnything() {
        assertThat(Html.escape("a\u0000b\u001bc\r\n\td")).isEqualTo("a\ufffdb\ufffdc\ufffd\n\td");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://host/", "java\nscript:alert(1)", "data:text/html,x", "//host/x",
        "/path", "", "https:\\\\host", "http:/host", "vbscript:x", "https://host/a b", "ftp://host/"
    })
    void onlyAddressesOfTheWebBecomeLinks(String url) {
        assertThat(new Html().link(url, "c", "t", "text").toString()).isEqualTo("<span class=\"c\" title=\"t\">text</span>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/a/-/tree/a%23b", "http://localhost:8080/x?a=1&b=2#c", "HTTPS://host/\ud83d\ude00"})
    void addressesOfTheWebDo(String url) {
        assertThat(new Html().link(url, "", "", "text").toString())
                .startsWith("<a href=\"" + url.replace("&", "&amp;") + "\"")
                .contains("rel=\"noopener noreferrer\"");
    }
}
