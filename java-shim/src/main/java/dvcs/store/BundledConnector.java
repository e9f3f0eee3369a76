package dvcs.store;

import java.util.Locale;
import java.util.Set;

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

    /**
     * What it executes, as it stood when this was read.
     *
     * @param trouble why that can't be said, with what to do; or empty
     */
    record Executed(Set<String> repositories, String trouble) {
        /** Why smart commits of this repository must not be executed here as well, with the remedy; empty: nothing is in the way. */
        String refusal(String webUrl) {
            return !trouble.isEmpty() || !repositories.contains(normal(webUrl)) ? trouble
                    : "Jira's bundled DVCS connector executes smart commits of this repository, and they would run twice." + REMEDY;
        }
    }

    /** The whole table: for many repositories it is read once. */
    Executed executed() {
        try {
            return executedOrThrow();
        } catch (StoreException e) {
            return new Executed(Set.of(), "The tables of Jira's bundled DVCS connector are there and can't be read, so it can't be said whether it "
                    + "executes the same smart commits (" + e.getMessage() + "). Remove that connector's accounts, or ask your database administrator.");
        }
    }

    /** @throws StoreException that can't be said now */
    Executed executedOrThrow() {
        if (!database.read(sql -> sql.exists(REPOSITORIES))) {
            return new Executed(Set.of(), "");
        }
        return new Executed(Set.copyOf(database.read(sql -> sql.query(ENABLED,
                row -> normal(row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3)), true, true, false))), "");
    }

    // Forges ignore case in paths; a slug may be a path of groups.
    private static String normal(String url) {
        return String.valueOf(url).toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceAll("/+", "/").replaceFirst("(\\.git)?/*$", "");
    }
}
