package dvcs.verify;

import dvcs.verify.Reference.Use;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/** Reads one class file of ours. Frames are left out: they hold no class that an instruction or a descriptor does not name. */
final class ClassReferences extends ClassVisitor {
    private References references;

    private ClassReferences() {
        super(Opcodes.ASM9);
    }

    static Set<Reference> of(byte[] bytes) {
        var reader = new ClassReferences();
        ApiClass.accept(bytes, reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.references.all();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        references = new References(name);
        references.type(superName, Use.EXTENDED);
        for (String each : interfaces == null ? new String[0] : interfaces) {
            references.type(each, Use.IMPLEMENTED);
        }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return references.annotation(descriptor, visible);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(int kind, TypePath path, String descriptor, boolean visible) {
        return references.annotation(descriptor, visible);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        references.at(name);
        return new RecordComponentVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return references.annotation(annotation, visible);
            }
        };
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        references.at(name);
        references.descriptor(descriptor);
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return references.annotation(annotation, visible);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        references.at(name);
        references.descriptor(descriptor);
        references.types(exceptions);
        return new CodeReferences(references);
    }
}
