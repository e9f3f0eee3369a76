package dvcs.devhost.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.runtime.log.NullLogChute;

/**
 * Velocity 1.7 for one-line views. Jira escapes every reference but those whose name ends in Html or WithHtml
 * (jira-platform.md 2.5 [S]/[K], java.md 9 [M]). The method allow-list of Jira 10 and later is not emulated: views
 * should have no method calls at all.
 */
final class Templates {
    private static final VelocityEngine ENGINE = new VelocityEngine();

    static {
        ENGINE.setProperty("runtime.log.logsystem.class", NullLogChute.class.getName());
        ENGINE.setProperty("velocimacro.library", "");
        ENGINE.init();
    }

    private Templates() {}

    static String render(InstalledPlugin plugin, Module resource, Map<String, Object> context) {
        VelocityContext velocity = new VelocityContext(context);
        EventCartridge events = new EventCartridge();
        events.addEventHandler((ReferenceInsertionEventHandler) (reference, value) -> {
            String name = reference.replaceAll("[$!{}]", "");
            return value == null || name.endsWith("Html") ? value : dvcs.devhost.web.Html.escape(value.toString());
        });
        events.attachToContext(velocity);
        StringWriter out = new StringWriter();
        ENGINE.evaluate(velocity, out, resource.key(), text(plugin, resource));
        return out.toString();
    }

    private static String text(InstalledPlugin plugin, Module resource) {
        String location = resource.attribute("location");
        if (location.isEmpty()) {
            return resource.text();
        }
        URL file = plugin.resource(location);
        if (file == null) {
            throw new IllegalStateException("the template " + location + " is missing");
        }
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
