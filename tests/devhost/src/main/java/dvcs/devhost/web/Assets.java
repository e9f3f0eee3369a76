package dvcs.devhost.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** AUI and jQuery from node_modules, the host's own style and script from its jar. Nothing comes from the network. */
final class Assets {
    static final String ROOT = "/-/assets/";

    private final Path aui;
    private final Path jquery;

    /** @param nodeModules null: looked for beside the code */
    Assets(Path nodeModules, boolean jakarta) {
        Path modules = nodeModules == null ? find() : nodeModules;
        aui = modules.resolve(jakarta ? "aui10" : "aui9")
                .resolve("dist/aui")
                .toAbsolutePath()
                .normalize();
        jquery = modules.resolve("jquery/dist").toAbsolutePath().normalize();
        if (!Files.isRegularFile(aui.resolve("aui-prototyping.js"))
                || !Files.isRegularFile(jquery.resolve("jquery.min.js"))) {
            throw new IllegalStateException("AUI is not in " + modules
                    + ": run \"npm ci\" in tests/devhost, or give its node_modules with --aui");
        }
    }

    /** {@code target/classes} or {@code target/host-x/devhost.jar}: the module's folder is two or three above. */
    private static Path find() {
        try {
            Path code = Path.of(Assets.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = code; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("node_modules"))) {
                    return folder.resolve("node_modules");
                }
            }
            return code.resolveSibling("node_modules");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo().substring(ROOT.length());
        if (path.startsWith("host/") && !path.contains("..")) {
            try (InputStream own =
                    Assets.class.getResourceAsStream("/dvcs/devhost/" + path.substring("host/".length()))) {
                send(response, path, own);
            }
            return;
        }
        Path folder = path.startsWith("aui/") ? aui : jquery;
        Path file = folder.resolve(path.substring(path.indexOf('/') + 1)).normalize();
        boolean known = List.of("aui", "jquery").contains(path.split("/")[0]);
        if (!known || !file.startsWith(folder) || !Files.isRegularFile(file)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (InputStream content = Files.newInputStream(file)) {
            send(response, path, content);
        }
    }

    private static void send(HttpServletResponse response, String path, InputStream content) throws IOException {
        if (content == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(contentType(path));
        response.setHeader("Cache-Control", "max-age=600");
        content.transferTo(response.getOutputStream());
    }

    static String contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js", "mjs" -> "text/javascript;charset=UTF-8";
            case "css" -> "text/css;charset=UTF-8";
            case "json", "map" -> "application/json;charset=UTF-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "html" -> "text/html;charset=UTF-8";
            default -> "application/octet-stream";
        };
    }

    static String text(String name) {
        try (InputStream own = Assets.class.getResourceAsStream("/dvcs/devhost/" + name)) {
            return new String(own.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
