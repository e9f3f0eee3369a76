package dvcs.devhost.plugin;

import com.atlassian.plugin.PluginParseException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.osgi.framework.Bundle;

/** The plugin's {@code i18n} resources, by language. Read as UTF-8, as Jira 10 does [L]. */
final class PluginTexts {
    /** Of the languages that Jira has, those that somebody here reads. */
    private static final List<Locale> OTHERS = List.of(Locale.GERMAN);

    private PluginTexts() {}

    static Map<Locale, Map<String, String>> read(Descriptor descriptor, Bundle bundle) throws IOException {
        Map<Locale, Map<String, String>> all = new HashMap<>();
        for (Module resource : descriptor.modules("resource")) {
            if (resource.attribute("type").equals("i18n")) {
                String location = resource.attribute("location").replace('.', '/');
                URL file = bundle.getEntry(location + ".properties");
                if (file == null) {
                    throw new PluginParseException("the i18n resource " + location + ".properties is missing");
                }
                add(all, Locale.ENGLISH, file);
                for (Locale other : OTHERS) {
                    add(all, other, bundle.getEntry(location + "_" + other + ".properties"));
                }
            }
        }
        return all;
    }

    private static void add(Map<Locale, Map<String, String>> all, Locale language, URL file) throws IOException {
        if (file == null) {
            return;
        }
        Properties texts = new Properties();
        try (InputStreamReader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        Map<String, String> known = all.computeIfAbsent(language, key -> new HashMap<>());
        texts.forEach((key, value) -> known.put((String) key, (String) value));
    }
}
