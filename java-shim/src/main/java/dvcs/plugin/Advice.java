package dvcs.plugin;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What an administrator can do about an error of a run, by the codes of native/src/base/status.hpp. In English, as the error
 * itself: both arise in the background, where no reader's language is known.
 */
final class Advice {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("i18n.dvcs", Locale.ROOT, Advice.class.getClassLoader());

    private Advice() {}

    static String of(int errorCode) {
        return TEXTS.getString(switch (errorCode) {
            case 10 -> "dvcs.advice.network";
            case 11 -> "dvcs.advice.certificate";
            case 12, 23, 24 -> "dvcs.advice.wait";
            case 13, 26 -> "dvcs.advice.address";
            case 20 -> "dvcs.advice.token";
            case 21 -> "dvcs.advice.scope";
            case 22 -> "dvcs.advice.missing";
            default -> "dvcs.advice.log";
        });
    }
}
