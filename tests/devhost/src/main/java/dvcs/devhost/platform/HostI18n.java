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
import javax.servlet.http.HttpServletRequest;

/** Texts of the plugin's {@code i18n} resources, English only: an unknown key is answered with itself, as in Jira. */
public final class HostI18n implements I18nResolver, LocaleResolver, I18nHelper {
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    public void replaceAll(Map<String, String> newTexts) {
        texts.clear();
        texts.putAll(newTexts);
    }

    private String format(String key, Object... arguments) {
        String text = texts.getOrDefault(key, key);
        return new MessageFormat(text, Locale.ENGLISH).format(arguments);
    }

    @Override
    public String getText(String key, Serializable... arguments) {
        return format(key, (Object[]) arguments);
    }

    @Override
    public String getText(Locale locale, String key, Serializable... arguments) {
        return format(key, (Object[]) arguments);
    }

    @Override
    public String getText(String key) {
        return format(key);
    }

    @Override
    public String getText(String key, String value) {
        return format(key, value);
    }

    @Override
    public String getText(Locale locale, String key) {
        return format(key);
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>(texts);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return found;
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix, Locale locale) {
        return getAllTranslationsForPrefix(prefix);
    }

    @Override
    public Locale getLocale(HttpServletRequest request) {
        return Locale.ENGLISH;
    }

    @Override
    public Locale getLocale() {
        return Locale.ENGLISH;
    }
}
