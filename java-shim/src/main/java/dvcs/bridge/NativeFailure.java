package dvcs.bridge;

import java.nio.charset.StandardCharsets;

/** A failure of the native core, in words. Constructed by native code: keep the constructor's signature. */
public final class NativeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    NativeFailure(int code, byte[] utf8) {
        super(new String(utf8, StandardCharsets.UTF_8));
        this.code = code;
    }

    /** A {@code dvcs::base::Code}; see native/src/base/status.hpp. */
    public int code() {
        return code;
    }
}
