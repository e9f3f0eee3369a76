package dvcs.bridge;

import dvcs.wire.HookKind;

/** What a webhook tells of, as the boundary numbers it. */
public enum WebhookKind {
    /** Nothing that concerns commits, branches or merge requests. */
    OTHER(HookKind.Other),
    /** Branches; tags too where a forge tells both in one delivery. */
    PUSH(HookKind.Push),
    TAG_PUSH(HookKind.TagPush),
    MERGE_REQUEST(HookKind.MergeRequest),
    /** Created, renamed, moved, archived or deleted. */
    REPOSITORY(HookKind.Repository),
    /** A test that tells of no change. */
    PING(HookKind.Ping);

    private final byte wire;

    WebhookKind(byte wire) {
        this.wire = wire;
    }

    byte wire() {
        return wire;
    }

    static WebhookKind of(byte wire) {
        for (WebhookKind kind : values()) {
            if (kind.wire == wire) {
                return kind;
            }
        }
        return OTHER;
    }
}
