package dvcs.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Import-Package of a manifest (OSGi Core 7, 3.2.4): clauses parted by commas, parts by semicolons, either may be quoted. */
final class Imports {
    private static final Pattern CLAUSE = Pattern.compile("(?:\"[^\"]*\"|[^,\"])+");
    private static final Pattern PART = Pattern.compile("(?:\"[^\"]*\"|[^;\"])+");

    private Imports() {}

    /** Each package, and whether it is optional. */
    static Map<String, Boolean> parse(String header) {
        var packages = new LinkedHashMap<String, Boolean>();
        CLAUSE.matcher(header == null ? "" : header).results().map(clause -> clause.group()).forEach(clause -> {
            var parts = PART.matcher(clause).results().map(part -> part.group().strip()).toList();
            boolean optional = parts.stream().anyMatch(part -> part.replaceAll("[\\s\"]", "").equals("resolution:=optional"));
            parts.stream().filter(part -> !part.contains("=")).forEach(name -> packages.put(name, optional));
        });
        return packages;
    }
}
