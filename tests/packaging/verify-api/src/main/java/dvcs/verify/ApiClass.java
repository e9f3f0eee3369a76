package dvcs.verify;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a class file declares, as its callers see it. Names are internal ones, with slashes. */
record ApiClass(String name, int access, String superName, List<String> interfaces, List<Member> methods, List<Member> fields) {
    record Member(String name, String descriptor, int access) {
        boolean is(int flag) {
            return (access & flag) != 0;
        }

        boolean has(String wantedName, String wantedDescriptor) {
            return name.equals(wantedName) && descriptor.equals(wantedDescriptor);
        }
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean isInterface() {
        return is(Opcodes.ACC_INTERFACE);
    }

    /** @throws IllegalArgumentException for bytes that are no class file, or one of a Java that ASM does not know yet */
    static ApiClass read(byte[] bytes) {
        var reader = new Declarations();
        accept(bytes, reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.result();
    }

    /** ASM does not validate: damaged bytes show as any unchecked exception, which becomes one that says so. */
    static void accept(byte[] bytes, ClassVisitor visitor, int flags) {
        try {
            new ClassReader(bytes).accept(visitor, flags);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no class file that this tool can read (" + (e.getMessage() == null ? "damaged" : e.getMessage()) + ")", e);
        }
    }

    private static final class Declarations extends ClassVisitor {
        private String name;
        private int access;
        private String superName;
        private List<String> interfaces;
        private final List<Member> methods = new ArrayList<>();
        private final List<Member> fields = new ArrayList<>();

        Declarations() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int flags, String className, String signature, String superClass, String[] superInterfaces) {
            name = className;
            access = flags;
            superName = superClass;
            interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
        }

        @Override
        public MethodVisitor visitMethod(int flags, String method, String descriptor, String signature, String[] exceptions) {
            methods.add(new Member(method, descriptor, flags));
            return null;
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
            fields.add(new Member(field, descriptor, flags));
            return null;
        }

        ApiClass result() {
            return new ApiClass(name, access, superName, interfaces, List.copyOf(methods), List.copyOf(fields));
        }
    }
}
