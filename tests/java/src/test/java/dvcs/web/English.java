package dvcs.web;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/** The plugin's own texts, formatted as Jira's I18nResolver does. */
final class English {
    static final Properties ALL = load("/i18n/dvcs.properties");
    static final Texts TEXTS = (key, arguments) -> {
        String pattern = ALL.getProperty(key);
        return pattern == null ? key : new MessageFormat(pattern, Locale.ENGLISH).format(arguments);
    };

    private English() {}

    static Properties load(String resource) {
        try (Reader in = new StringReader(Web.resource(resource))) {
            Properties all = new Properties();
            all.load(in);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
