package dvcs.forge;

/** A group or a user's own name space. {@code parentId} is 0 at the top. */
record Namespace(long id, String kind, String name, String path, String fullPath, long parentId) {
    boolean isGroup() {
        return kind.equals("group");
    }

    boolean contains(Namespace other) {
        return other.fullPath.equals(fullPath) || other.fullPath.startsWith(fullPath + "/");
    }
}
