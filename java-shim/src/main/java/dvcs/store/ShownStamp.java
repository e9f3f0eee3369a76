package dvcs.store;

import java.util.List;
import java.util.TreeSet;

/** Tells the other nodes of a cluster that this one wrote something which issues show. One row a node: no node waits for another's. */
public final class ShownStamp {
    private static final String NAME = "shown:";
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final Settings settings;
    private final String name;

    public ShownStamp(Database database, String node) {
        this.database = database;
        this.settings = new Settings(database);
        this.name = Texts.cut(NAME + node, LONGEST_NAME);
    }

    /** {@code stamp}: another one each time. */
    public void publish(String stamp) {
        settings.put(name, stamp);
    }

    /** Another text whenever a node other than this has published. */
    public String others() {
        List<String> all = database.read(sql -> sql.query("SELECT [NAME], [CONTENT] FROM <SETTING> WHERE [NAME] LIKE ? AND [NAME] <> ?",
                row -> row.getString(1) + " " + Texts.orEmpty(row.getString(2)), NAME + "%", name));
        return String.join("\n", new TreeSet<>(all));
    }
}
