package dvcs.verify;

import dvcs.verify.Reference.Place;
import dvcs.verify.Reference.ToClass;
import dvcs.verify.Reference.Use;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Type;

/** Collects the references of one class, a member after the other. */
final class References {
    private final Set<Reference> all = new LinkedHashSet<>();
    private final String className;
    private Place place;

    References(String className) {
        this.className = className;
        at(null);
    }

    void at(String member) {
        place = new Place(className, member);
    }

    Place place() {
        return place;
    }

    Set<Reference> all() {
        return all;
    }

    void add(Reference reference) {
        all.add(reference);
    }

    void type(String internalName, Use use) {
        if (internalName != null && Names.isWatched(internalName)) {
            add(new ToClass(internalName, use, place));
        }
    }

    void types(String... internalNames) {
        if (internalNames != null) {
            for (String name : internalNames) {
                type(name, Use.NAMED);
            }
        }
    }

    /** The classes in a descriptor of any kind; arrays count as their elements. */
    void type(Type type) {
        switch (type.getSort()) {
            case Type.ARRAY -> type(type.getElementType());
            case Type.OBJECT -> types(type.getInternalName());
            case Type.METHOD -> {
                type(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    type(argument);
                }
            }
            default -> { }
        }
    }

    void descriptor(String descriptor) {
        type(Type.getType(descriptor));
    }

    /** An operand that may be an array: {@code [Lcom/atlassian/X;} or {@code com/atlassian/X}. */
    void objectType(String operand, Use use) {
        if (operand.startsWith("[")) {
            type(Type.getObjectType(operand));
        } else {
            type(operand, use);
        }
    }

    /** Annotations that the JVM does not keep ask nothing of Jira. */
    AnnotationVisitor annotation(String descriptor, boolean visible) {
        if (!visible) {
            return null;
        }
        String name = Type.getType(descriptor).getInternalName();
        type(name, Use.ANNOTATION);
        return new AnnotationReferences(this, name);
    }
}
