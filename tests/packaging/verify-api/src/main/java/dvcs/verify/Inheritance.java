package dvcs.verify;

import dvcs.verify.ApiClass.Member;
import dvcs.verify.Hierarchy.Found;
import dvcs.verify.Reference.Place;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** What our classes owe to the types of Jira's that they inherit from. */
final class Inheritance {
    private final Hierarchy hierarchy;
    private final Report report;

    Inheritance(Hierarchy hierarchy, Report report) {
        this.hierarchy = hierarchy;
        this.report = report;
    }

    void check(ApiClass ours) {
        if (!ours.is(Opcodes.ACC_ABSTRACT)) { // interfaces are abstract too
            hierarchy.abstractMethods(ours.name()).forEach(owed -> notImplemented(ours, owed));
        }
        for (Member method : ours.methods()) {
            if (!method.is(Opcodes.ACC_STATIC) && !method.is(Opcodes.ACC_PRIVATE) && !method.name().equals("<init>")) {
                finalMethod(ours, method);
            }
        }
    }

    private void notImplemented(ApiClass ours, Found owed) {
        if (Names.isWatched(owed.owner().name())) {
            problem(owed, "is abstract, and " + Names.words(ours.name()) + " does not implement it", ours, null);
        }
    }

    private void finalMethod(ApiClass ours, Member method) {
        if (ours.superName() == null) {
            return;
        }
        Optional<Found> overridden = hierarchy.method(ours.superName(), method.name(), method.descriptor())
            .filter(found -> Names.isWatched(found.owner().name()) && found.member().is(Opcodes.ACC_FINAL) && !found.member().is(Opcodes.ACC_PRIVATE));
        overridden.ifPresent(found -> problem(found, "is final now, and we override it", ours, method.name()));
    }

    private void problem(Found found, String words, ApiClass ours, String member) {
        String owner = found.owner().name();
        report.problem(Names.packageOf(owner), Names.words(owner) + ": " + Names.method(found.member().name(), found.member().descriptor()) + " " + words,
            new Place(ours.name(), member));
    }
}
