package dvcs.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes names as the database wants them: {@code <COMMIT>} becomes the table, with the schema where there is one, and
 * {@code [SHA]} the quoted column. Active Objects creates upper-case names, which unquoted PostgreSQL does not find.
 */
final class Naming {
    /** "AO_", the last six digits of the MD5 of the namespace in atlassian-plugin.xml, "_". */
    static final String PREFIX = "AO_4AFB3B_";

    /** A table of ours, one of another plugin's with its whole name, a column. */
    private static final Pattern NAME = Pattern.compile("<([A-Z_]+)>|<(AO_[0-9A-F]{6}_[A-Z_]+)>|\\[([A-Z_]+)\\]");

    private final String tablePrefix;
    private final String quote;
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

    private Naming(String schema, String quote) {
        this.quote = quote;
        this.tablePrefix = schema == null || schema.isEmpty() ? "" : quote + schema + quote + ".";
    }

    /** Looks where our own table is, which is right on every database and needs no API of Jira. */
    static Naming find(Connection connection) throws SQLException {
        String table = PREFIX + "SETTING";
        DatabaseMetaData about = connection.getMetaData();
        List<String> schemas = new ArrayList<>();
        try (ResultSet rows = about.getTables(connection.getCatalog(), null, table.replace("_", about.getSearchStringEscape() + "_"),
                new String[] {"TABLE"})) {
            while (rows.next()) {
                schemas.add(rows.getString("TABLE_SCHEM"));
            }
        }
        if (schemas.isEmpty()) {
            throw new StoreException("The connector's tables are not there (" + table + "): Active Objects has not created them.");
        }
        String current = connection.getSchema();
        if (schemas.size() > 1 && !schemas.contains(current)) {
            throw new StoreException("The table " + table + " exists in several schemas (" + schemas
                    + "): set the schema of Jira's database connection.");
        }
        return new Naming(schemas.size() == 1 ? schemas.get(0) : current, about.getIdentifierQuoteString().trim());
    }

    String resolve(String text) {
        return resolved.computeIfAbsent(text, this::replace);
    }

    private String replace(String text) {
        Matcher name = NAME.matcher(text);
        return name.replaceAll(found -> Matcher.quoteReplacement(found.group(3) != null
                ? quote + found.group(3) + quote
                : tablePrefix + quote + (found.group(1) != null ? PREFIX + found.group(1) : found.group(2)) + quote));
    }
}
