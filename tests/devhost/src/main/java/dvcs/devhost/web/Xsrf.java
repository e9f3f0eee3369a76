package dvcs.devhost.web;

import com.atlassian.jira.security.xsrf.XsrfTokenGenerator;
import com.atlassian.sal.api.xsrf.XsrfTokenAccessor;
import com.atlassian.sal.api.xsrf.XsrfTokenValidator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * One token per browser in the cookie {@code atlassian.xsrf.token}, form field {@code atl_token} (jira-platform.md 1.4
 * [S]). Only helpers: nothing is checked for a servlet automatically, and the header X-Atlassian-Token is the
 * servlet's own affair, as in Jira [S SAL].
 */
public final class Xsrf implements XsrfTokenGenerator, XsrfTokenAccessor, XsrfTokenValidator {
    private static final String COOKIE = "atlassian.xsrf.token";
    private static final String PARAMETER = "atl_token";

    /** Gives the browser a token if it has none. */
    String ensure(HttpServletRequest request, HttpServletResponse response) {
        String existing = existing(request);
        if (existing != null) {
            return existing;
        }
        String token = UUID.randomUUID().toString();
        request.setAttribute(COOKIE, token);
        Cookie cookie = new Cookie(COOKIE, token);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
        return token;
    }

    private static String existing(HttpServletRequest request) {
        if (request.getAttribute(COOKIE) instanceof String fresh) {
            return fresh;
        }
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    @Override
    public String generateToken(HttpServletRequest request) {
        return existing(request);
    }

    @Override
    public boolean validateToken(HttpServletRequest request, String token) {
        String expected = existing(request);
        return expected != null
                && token != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String getXsrfToken(HttpServletRequest request, HttpServletResponse response, boolean create) {
        return create ? ensure(request, response) : existing(request);
    }

    @Override
    public boolean validateFormEncodedToken(HttpServletRequest request) {
        return validateToken(request, request.getParameter(PARAMETER));
    }

    @Override
    public String getXsrfParameterName() {
        return PARAMETER;
    }

    /**
     * For the host's own forms and its API: the token or {@code X-Atlassian-Token: no-check}, which no foreign form
     * can send.
     */
    boolean accepts(HttpServletRequest request) {
        return "no-check".equals(request.getHeader("X-Atlassian-Token")) || validateFormEncodedToken(request);
    }
}
