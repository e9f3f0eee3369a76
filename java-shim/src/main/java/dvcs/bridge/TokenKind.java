package dvcs.bridge;

/** What a credential is: where its standing can be asked depends on it. */
public enum TokenKind {
    /** Got through OAuth. */
    OAUTH(dvcs.wire.TokenKind.OAuth),
    /** Made by a person: personal, of a group or of a project. */
    ACCESS_TOKEN(dvcs.wire.TokenKind.AccessToken);

    private final byte wire;

    TokenKind(byte wire) {
        this.wire = wire;
    }

    byte wire() {
        return wire;
    }
}
