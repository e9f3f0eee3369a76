package dvcs.verify;

import dvcs.verify.ApiClass.Member;
import dvcs.verify.Hierarchy.Found;
import dvcs.verify.Reference.Call;
import dvcs.verify.Reference.Place;
import dvcs.verify.Reference.ToClass;
import dvcs.verify.Reference.ToElement;
import dvcs.verify.Reference.ToField;
import dvcs.verify.Reference.ToLambda;
import dvcs.verify.Reference.ToMethod;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** Resolves references one by one, and says in words what is wrong with those that fail. */
final class Resolver {
    private final World world;
    private final Hierarchy hierarchy;
    private final Access access;
    private final Report report;
    private final Alternatives alternatives;

    Resolver(World world, Hierarchy hierarchy, Report report) {
        this.world = world;
        this.hierarchy = hierarchy;
        this.report = report;
        access = new Access(world, hierarchy);
        alternatives = new Alternatives(hierarchy);
    }

    void resolve(Reference reference) {
        if (reference instanceof ToClass use) {
            resolve(use);
        } else if (reference instanceof ToMethod call) {
            resolve(call);
        } else if (reference instanceof ToField use) {
            resolve(use);
        } else if (reference instanceof ToLambda lambda) {
            resolve(lambda);
        } else if (reference instanceof ToElement element) {
            resolve(element);
        }
    }

    private void resolve(ToClass use) {
        Optional<ApiClass> found = existing(use.name(), use.place());
        if (found.isEmpty()) {
            return;
        }
        String wrong = switch (use.use()) {
            case NAMED -> null;
            case ANNOTATION -> found.get().is(Opcodes.ACC_ANNOTATION) ? null : "is no longer an annotation";
            case IMPLEMENTED -> found.get().isInterface() ? null : "is a class now, and we implement it";
            case CREATED, EXTENDED -> wrongWithClass(found.get(), use.use() == Reference.Use.CREATED);
        };
        String closed = access.refusal(found.get());
        if (wrong != null) {
            problem(use.name(), Names.words(use.name()) + " " + wrong, use.place());
        } else if (closed != null) {
            problem(use.name(), Names.words(use.name()) + " " + closed, use.place());
        } else {
            report.resolvedClass(use.name());
        }
    }

    private static String wrongWithClass(ApiClass found, boolean created) {
        if (found.isInterface()) {
            return "is an interface now, and we " + (created ? "create" : "extend") + " it as a class";
        }
        if (created) {
            return found.is(Opcodes.ACC_ABSTRACT) ? "is abstract now, and we create it" : null;
        }
        return found.is(Opcodes.ACC_FINAL) ? "is final now, and we extend it" : null;
    }

    private void resolve(ToMethod call) {
        if (!concerns(call.owner())) {
            return;
        }
        Optional<ApiClass> owner = existing(call.owner(), call.place());
        if (owner.isEmpty()) {
            return;
        }
        String what = Names.words(call.owner());
        if (owner.get().isInterface() != call.ofInterface()) {
            problem(call.owner(), what + (call.ofInterface() ? " is a class now, and we call it as an interface: " : " is an interface now, and we call it as a class: ")
                + Names.method(call.name(), call.descriptor()), call.place());
            return;
        }
        Optional<Found> found = hierarchy.method(call.owner(), call.name(), call.descriptor())
            .filter(method -> call.call() != Call.CONSTRUCTOR || method.owner().name().equals(call.owner()));
        if (found.isEmpty()) {
            problem(call.owner(), alternatives.method(call), call.place());
            return;
        }
        String wrong = access.refusal(call.owner(), found.get(), call.place());
        if (wrong == null) {
            wrong = wrongWithCall(call.call(), found.get().member());
        }
        if (wrong != null) {
            problem(call.owner(), what + ": " + Names.method(call.name(), call.descriptor()) + " " + wrong, call.place());
        } else if (!world.isOurs(found.get().owner().name())) {
            report.resolvedMethod(call.owner(), call.name() + call.descriptor());
        }
    }

    private static String wrongWithCall(Call call, Member method) {
        if (method.is(Opcodes.ACC_STATIC) != (call == Call.STATIC)) {
            return method.is(Opcodes.ACC_STATIC) ? "is static now" : "is no longer static";
        }
        return call == Call.SUPER && method.is(Opcodes.ACC_ABSTRACT) ? "is abstract now, and we call it through super" : null;
    }

    private void resolve(ToField use) {
        if (!concerns(use.owner()) || existing(use.owner(), use.place()).isEmpty()) {
            return;
        }
        Optional<Found> found = hierarchy.field(use.owner(), use.name(), use.descriptor());
        if (found.isEmpty()) {
            problem(use.owner(), alternatives.field(use), use.place());
            return;
        }
        String wrong = access.refusal(use.owner(), found.get(), use.place());
        if (wrong == null && found.get().member().is(Opcodes.ACC_STATIC) != use.isStatic()) {
            wrong = use.isStatic() ? "is no longer static" : "is static now";
        }
        if (wrong != null) {
            problem(use.owner(), Names.words(use.owner()) + ": field " + Names.field(use.name(), use.descriptor()) + " " + wrong, use.place());
        } else if (!world.isOurs(found.get().owner().name())) {
            report.resolvedField(use.owner(), use.name());
        }
    }

    private void resolve(ToLambda lambda) {
        if (!Names.isWatched(lambda.owner()) || existing(lambda.owner(), lambda.place()).isEmpty()) {
            return;
        }
        resolve(new ToMethod(lambda.owner(), lambda.name(), lambda.descriptor(), true, Call.VIRTUAL, lambda.place()));
        for (Found other : hierarchy.abstractMethods(lambda.owner())) {
            // Of the same name: a generic method once more, for which the compiler makes a bridge.
            if (!other.member().name().equals(lambda.name())) {
                problem(lambda.owner(), Names.words(lambda.owner()) + ": " + Names.method(other.member().name(), other.member().descriptor())
                    + " is abstract, so a lambda can no longer implement the interface", lambda.place());
            }
        }
    }

    private void resolve(ToElement element) {
        Optional<ApiClass> annotation = existing(element.annotation(), element.place());
        if (annotation.isEmpty()) {
            return;
        }
        Optional<Member> found = annotation.get().methods().stream().filter(method -> method.name().equals(element.name())).findFirst();
        if (found.isEmpty()) {
            problem(element.annotation(), "missing method: annotation " + Names.words(element.annotation()) + " has no element '" + element.name() + "'", element.place());
        } else {
            report.resolvedMethod(element.annotation(), element.name() + found.get().descriptor());
        }
    }

    /** Jira's classes, and those of ours that inherit from them. */
    private boolean concerns(String owner) {
        return Names.isWatched(owner)
            || world.isOurs(owner) && (hierarchy.lineage(owner).stream().anyMatch(type -> Names.isWatched(type.name()))
                || hierarchy.missing(owner).stream().anyMatch(Names::isWatched));
    }

    private Optional<ApiClass> existing(String name, Place place) {
        Optional<ApiClass> found = world.find(name);
        if (found.isEmpty()) {
            problem(name, "missing class " + Names.words(name), place);
        }
        return found;
    }

    private void problem(String owner, String words, Place place) {
        report.problem(Names.packageOf(owner), words, place);
    }
}
