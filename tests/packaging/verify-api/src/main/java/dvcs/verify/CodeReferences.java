package dvcs.verify;

import dvcs.verify.Reference.Call;
import dvcs.verify.Reference.ToField;
import dvcs.verify.Reference.ToLambda;
import dvcs.verify.Reference.ToMethod;
import dvcs.verify.Reference.Use;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The instructions of a method. Members of our own classes are kept too: they may be inherited from Jira's. */
final class CodeReferences extends MethodVisitor {
    private static final String LAMBDA_FACTORY = "java/lang/invoke/LambdaMetafactory";

    private final References references;

    CodeReferences(References references) {
        super(Opcodes.ASM9);
        this.references = references;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return references.annotation(descriptor, visible);
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
        return references.annotation(descriptor, visible);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        references.objectType(type, opcode == Opcodes.NEW ? Use.CREATED : Use.NAMED);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        references.descriptor(descriptor);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        references.types(type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        field(owner, name, descriptor, opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        method(owner, name, descriptor, ofInterface, switch (opcode) {
            case Opcodes.INVOKESTATIC -> Call.STATIC;
            case Opcodes.INVOKESPECIAL -> name.equals("<init>") ? Call.CONSTRUCTOR : Call.SUPER;
            default -> Call.VIRTUAL;
        });
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        references.descriptor(descriptor);
        handle(bootstrap);
        for (Object argument : arguments) {
            constant(argument);
        }
        Type made = Type.getReturnType(descriptor);
        if (bootstrap.getOwner().equals(LAMBDA_FACTORY) && made.getSort() == Type.OBJECT && arguments[0] instanceof Type method) {
            references.add(new ToLambda(made.getInternalName(), name, method.getDescriptor(), references.place()));
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        constant(value);
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            references.type(type);
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic dynamic) {
            references.descriptor(dynamic.getDescriptor());
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    private void handle(Handle handle) {
        String owner = handle.getOwner();
        switch (handle.getTag()) {
            case Opcodes.H_GETFIELD, Opcodes.H_PUTFIELD -> field(owner, handle.getName(), handle.getDesc(), false);
            case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC -> field(owner, handle.getName(), handle.getDesc(), true);
            case Opcodes.H_INVOKESTATIC -> method(owner, handle.getName(), handle.getDesc(), handle.isInterface(), Call.STATIC);
            case Opcodes.H_NEWINVOKESPECIAL -> {
                references.type(owner, Use.CREATED);
                method(owner, handle.getName(), handle.getDesc(), false, Call.CONSTRUCTOR);
            }
            case Opcodes.H_INVOKESPECIAL -> method(owner, handle.getName(), handle.getDesc(), handle.isInterface(), Call.SUPER);
            default -> method(owner, handle.getName(), handle.getDesc(), handle.isInterface(), Call.VIRTUAL);
        }
    }

    private void field(String owner, String name, String descriptor, boolean isStatic) {
        references.types(owner);
        references.descriptor(descriptor);
        references.add(new ToField(owner, name, descriptor, isStatic, references.place()));
    }

    private void method(String owner, String name, String descriptor, boolean ofInterface, Call call) {
        references.objectType(owner, Use.NAMED);
        references.descriptor(descriptor);
        if (!owner.startsWith("[")) { // the methods of an array are Object's
            references.add(new ToMethod(owner, name, descriptor, ofInterface, call, references.place()));
        }
    }
}
