package dvcs.devhost.platform;

import com.atlassian.jira.util.I18nHelper;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;

/** Texts of the plugin's {@code i18n} resources in the language of who is logged in, else English: an unknown key is answered with itself, as in Jira. */
public final class HostI18n implements I18nResolver, LocaleResolver, I18nHelper {
    private final Map<Locale, Map<String, String>> texts = new ConcurrentHashMap<>();
    private volatile Supplier<Locale> reader = () -> Locale.ENGLISH;

    /** Who reads in this thread. */
    public void readBy(Supplier<Locale> someone) {
        reader = someone;
    }

    /** By language; {@link Locale#ENGLISH} stands in for what the others lack. */
    public void replaceAll(Map<Locale, Map<String, String>> newTexts) {
        texts.clear();
        texts.putAll(newTexts);
    }

    private Map<String, String> all(Locale locale) {
        Map<String, String> all = new TreeMap<>(texts.getOrDefault(Locale.ENGLISH, Map.of()));
        all.putAll(texts.getOrDefault(locale, Map.of()));
        return all;
    }

    private String format(Locale locale, String key, Object... arguments) {
        String english = texts.getOrDefault(Locale.ENGLISH, Map.of()).getOrDefault(key, key);
        return new MessageFormat(texts.getOrDefault(locale, Map.of()).getOrDefault(key, english), locale).format(arguments);
    }

    @Override
    public String getText(String key, Serializable... arguments) {
        return format(getLocale(), key, (Object[]) arguments);
    }

    @Override
    public String getText(Locale locale, String key, Serializable... arguments) {
        return format(locale, key, (Object[]) arguments);
    }

    @Override
    public String getText(String key) {
        return format(getLocale(), key);
    }

    @Override
    public String getText(String key, String value) {
        return format(getLocale(), key, value);
    }

    @Override
    public String getText(Locale locale, String key) {
        return format(locale, key);
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix) {
        return getAllTranslationsForPrefix(prefix, getLocale());
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix, Locale locale) {
        Map<String, String> found = all(locale);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return found;
    }

    @Override
    public Locale getLocale(HttpServletRequest request) {
        return getLocale();
    }

    @Override
    public Locale getLocale() {
        return reader.get();
    }
}
