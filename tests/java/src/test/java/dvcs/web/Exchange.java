package dvcs.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One request and what came back, over mocks of the servlet API. */
final class Exchange {
    private final HttpServletRequest request = mock(HttpServletRequest.class);
    private final HttpServletResponse response = mock(HttpServletResponse.class);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String[]> parameters = new HashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringWriter text = new StringWriter();
    private byte[] body = new byte[0];
    private int status = 200;

    Exchange(String method, String path) {
        when(request.getMethod()).thenReturn(method);
        when(request.getPathInfo()).thenReturn(path.isEmpty() ? null : "/" + path);
        when(request.getContextPath()).thenReturn("/jira");
        when(request.getRequestURL()).thenReturn(new StringBuffer("http://localhost:2990/jira/plugins/servlet/dvcs/accounts"));
        when(request.getHeader(anyString())).thenAnswer(call -> headers.get(call.<String>getArgument(0)));
        when(request.getHeaderNames()).thenAnswer(call -> Collections.enumeration(headers.keySet()));
        when(request.getHeaders(anyString())).thenAnswer(call -> Collections.enumeration(List.of(headers.get(call.<String>getArgument(0)))));
        when(request.getContentLengthLong()).thenAnswer(call -> (long) body.length);
        when(request.getContentType()).thenAnswer(call -> headers.get("Content-Type"));
        when(request.getParameterMap()).thenReturn(parameters);
        when(request.isRequestedSessionIdValid()).thenReturn(true);
    }

    Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Exchange noCheck() {
        return header("X-Atlassian-Token", "no-check");
    }

    Exchange query(String name, String value) {
        parameters.put(name, new String[] {value});
        return this;
    }

    Exchange body(String json) {
        return bytes(json.getBytes(StandardCharsets.UTF_8)).header("Content-Type", "application/json");
    }

    Exchange bytes(byte[] content) {
        body = content.clone();
        return this;
    }

    /** As after a log-in with the password in this very request and no session before. */
    Exchange basic() {
        when(request.isRequestedSessionIdValid()).thenReturn(false);
        return header("Authorization", "Basic YWRtaW46YWRtaW4=");
    }

    HttpServletRequest request() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        when(request.getInputStream()).thenReturn(new ServletInputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public boolean isFinished() {
                return in.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        });
        return request;
    }

    HttpServletResponse response() throws Exception {
        doAnswer(call -> status = call.<Integer>getArgument(0)).when(response).setStatus(anyInt());
        doAnswer(call -> status = call.<Integer>getArgument(0)).when(response).sendError(anyInt(), anyString());
        doAnswer(call -> {
            status = 302;
            return answered.put("Location", call.getArgument(0));
        }).when(response).sendRedirect(anyString());
        doAnswer(call -> answered.put(call.getArgument(0), call.getArgument(1))).when(response).setHeader(any(), any());
        doAnswer(call -> answered.put("Content-Type", call.getArgument(0))).when(response).setContentType(anyString());
        when(response.getWriter()).thenReturn(new PrintWriter(text));
        when(response.getOutputStream()).thenReturn(new ServletOutputStream() {
            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        });
        return response;
    }

    int status() {
        return status;
    }

    /** Every header of the answer. */
    Map<String, String> answered() {
        return Map.copyOf(answered);
    }

    String answered(String header) {
        return answered.get(header);
    }

    String content() {
        return bytes.size() > 0 ? bytes.toString(StandardCharsets.UTF_8) : text.toString();
    }

    JsonNode json() throws Exception {
        return new ObjectMapper().readTree(content());
    }
}
