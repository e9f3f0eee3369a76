package dvcs.devhost.plugin;

import com.atlassian.plugin.PluginParseException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.osgi.framework.Bundle;

/** The plugin's {@code i18n} resources. Read as UTF-8, as Jira 10 does [L]. */
final class PluginTexts {
    private PluginTexts() {}

    static Map<String, String> read(Descriptor descriptor, Bundle bundle) throws IOException {
        Properties texts = new Properties();
        for (Module resource : descriptor.modules("resource")) {
            if (resource.attribute("type").equals("i18n")) {
                String location = resource.attribute("location").replace('.', '/') + ".properties";
                URL file = bundle.getEntry(location);
                if (file == null) {
                    throw new PluginParseException("the i18n resource " + location + " is missing");
                }
                try (InputStreamReader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
            }
        }
        Map<String, String> all = new HashMap<>();
        texts.forEach((key, value) -> all.put((String) key, (String) value));
        return all;
    }
}
