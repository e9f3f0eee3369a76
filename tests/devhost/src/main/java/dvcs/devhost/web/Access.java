package dvcs.devhost.web;

import dvcs.devhost.jira.HostUser;
import java.lang.annotation.Annotation;
import java.util.Map;

/**
 * Default-deny of Jira 10 and later: who may reach a servlet or filter, by its class' annotation; without one:
 * licensed users (jira-platform.md 1.3 [D]). An annotation that the bundle cannot see does not exist for the JVM and
 * counts as none.
 */
enum Access {
    ANYONE,
    LICENSED,
    ADMINISTRATOR;

    private static final Map<String, Access> BY_ANNOTATION = Map.of(
            "UnrestrictedAccess", ANYONE,
            "AnonymousSiteAccess", ANYONE,
            "UnlicensedSiteAccess", LICENSED,
            "LicensedOnly", LICENSED,
            "AdminOnly", ADMINISTRATOR,
            "SystemAdminOnly", ADMINISTRATOR);

    static Access of(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            Class<?> kind = annotation.annotationType();
            if (kind.getPackageName().equals("com.atlassian.annotations.security")
                    && BY_ANNOTATION.containsKey(kind.getSimpleName())) {
                return BY_ANNOTATION.get(kind.getSimpleName());
            }
        }
        return LICENSED;
    }

    boolean admits(HostUser user) {
        return switch (this) {
            case ANYONE -> true;
            case LICENSED -> user != null;
            case ADMINISTRATOR -> user != null && user.isAdministrator();
        };
    }
}
