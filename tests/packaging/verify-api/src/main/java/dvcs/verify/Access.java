package dvcs.verify;

import dvcs.verify.Hierarchy.Found;
import dvcs.verify.Reference.Place;
import org.objectweb.asm.Opcodes;

/** Who may use what (JVM specification 5.4.4). Our classes share no package with Jira's. */
final class Access {
    private static final String CLOSED = "is no longer accessible";

    private final World world;
    private final Hierarchy hierarchy;

    Access(World world, Hierarchy hierarchy) {
        this.world = world;
        this.hierarchy = hierarchy;
    }

    /** Null if our classes may name it. */
    String refusal(ApiClass type) {
        boolean ours = world.isOurs(type.name());
        return ours || type.is(Opcodes.ACC_PUBLIC) ? null : CLOSED + " (not public)";
    }

    /** Null if the place may use the member, which it found through {@code owner}. */
    String refusal(String owner, Found found, Place place) {
        if (world.isOurs(found.owner().name()) || found.member().is(Opcodes.ACC_PUBLIC)) {
            return null;
        }
        if (!found.member().is(Opcodes.ACC_PROTECTED)) {
            return CLOSED + (found.member().is(Opcodes.ACC_PRIVATE) ? " (private)" : " (only in its package)");
        }
        // Of an object of a protected member's class only a subclass's own kind may be asked: the compiler has seen to that.
        return hierarchy.isSubclass(place.className(), found.owner().name()) ? null : CLOSED + " (protected)";
    }
}
