package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** The plugin's own state: schema version, fingerprint. */
@Preload
@Table("SETTING")
public interface SettingEntity extends Entity {
    @NotNull
    @Unique
    @StringLength(100)
    String getName();

    @StringLength(StringLength.UNLIMITED)
    String getContent();
}
