package dvcs.store;

import java.util.List;
import java.util.Locale;

/**
 * Atlassian's bundled DVCS connector as its tables show it (AO_E8B6CC: see the entities OrganizationMapping and
 * RepositoryMapping of its published source). Only read, and only where the tables are.
 */
final class BundledConnector {
    private static final String REPOSITORIES = "AO_E8B6CC_REPOSITORY_MAPPING";
    private static final String ENABLED = "SELECT O.[HOST_URL], O.[NAME], R.[SLUG] FROM <" + REPOSITORIES + "> R "
            + "JOIN <AO_E8B6CC_ORGANIZATION_MAPPING> O ON O.[ID] = R.[ORGANIZATION_ID] "
            + "WHERE R.[SMARTCOMMITS_ENABLED] = ? AND R.[LINKED] = ? AND (R.[DELETED] = ? OR R.[DELETED] IS NULL)";
    private static final String REMEDY = " Switch smart commits off there (Applications > DVCS accounts > the bundled connector's entry) "
            + "or unlink the repository there; it is armed after the next synchronisation.";

    private final Database database;

    BundledConnector(Database database) {
        this.database = database;
    }

    /** Why smart commits of this repository must not be executed here as well, with the remedy; empty: nothing is in the way. */
    String refusal(String webUrl) {
        try {
            return refusalOrThrow(webUrl);
        } catch (StoreException e) {
            return "The tables of Jira's bundled DVCS connector are there and can't be read, so it can't be said whether it executes "
                    + "the same smart commits (" + e.getMessage() + "). Remove that connector's accounts, or ask your database administrator.";
        }
    }

    /** @throws StoreException that can't be said now */
    String refusalOrThrow(String webUrl) {
        if (!database.read(sql -> sql.exists(REPOSITORIES))) {
            return "";
        }
        String wanted = normal(webUrl);
        List<String> executed = database.read(sql -> sql.query(ENABLED,
                row -> normal(row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3)), true, true, false));
        return executed.contains(wanted)
                ? "Jira's bundled DVCS connector executes smart commits of this repository, and they would run twice." + REMEDY
                : "";
    }

    // Forges ignore case in paths; a slug may be a path of groups.
    private static String normal(String url) {
        return String.valueOf(url).toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceAll("/+", "/").replaceFirst("(\\.git)?/*$", "");
    }
}
