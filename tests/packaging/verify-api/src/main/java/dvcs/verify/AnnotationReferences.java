package dvcs.verify;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The elements that an annotation of ours sets, and the classes and constants in their values. */
final class AnnotationReferences extends AnnotationVisitor {
    private final References references;
    private final String annotation; // null inside an array, whose values have no names

    AnnotationReferences(References references, String annotation) {
        super(Opcodes.ASM9);
        this.references = references;
        this.annotation = annotation;
    }

    @Override
    public void visit(String name, Object value) {
        element(name);
        if (value instanceof Type type) {
            references.type(type);
        }
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
        element(name);
        references.descriptor(descriptor);
        String owner = Type.getType(descriptor).getInternalName();
        if (Names.isWatched(owner)) {
            references.add(new Reference.ToField(owner, value, descriptor, true, references.place()));
        }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String name, String descriptor) {
        element(name);
        return references.annotation(descriptor, true);
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
        element(name);
        return new AnnotationReferences(references, null);
    }

    private void element(String name) {
        if (annotation != null && Names.isWatched(annotation)) {
            references.add(new Reference.ToElement(annotation, name, references.place()));
        }
    }
}
