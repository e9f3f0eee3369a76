package dvcs.devhost.ao;

import dvcs.devhost.db.Database;
import org.junit.jupiter.api.BeforeEach;

class ActiveObjectsOnH2Test extends ActiveObjectsContract {
    @BeforeEach
    void open() {
        db = Database.h2(folder.resolve("h2"), null);
    }
}
