package dvcs.web;

import java.io.Serializable;

/** Texts of i18n/dvcs.properties in the reader's language. */
interface Texts {
    String text(String key, Serializable... arguments);
}
