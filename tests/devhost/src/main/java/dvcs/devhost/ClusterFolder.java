package dvcs.devhost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where a PostgreSQL cluster lies. Root runs it as another user, and root's own folders are often closed to others: a
 * cluster below such a folder is kept in /var/tmp instead, as long as that folder exists.
 */
final class ClusterFolder {
    private static final Path ELSEWHERE = Path.of("/var/tmp");
    private static final String PREFIX = "dvcs-postgres-";

    /** A file in a cluster kept elsewhere: the folder that it stands for. */
    static final String STANDS_FOR = "stands-for";

    private ClusterFolder() {}

    /** The folder itself or what stands for it; exists, and belongs to the user that PostgreSQL runs as. */
    static Path of(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!PostgresServer.isRoot()) {
            return folder;
        }
        Path chosen = folder;
        if (isClosed(folder)) {
            removeForgotten();
            chosen = ELSEWHERE.resolve(PREFIX + UUID.nameUUIDFromBytes(folder.toString().getBytes(UTF_8)));
            Files.createDirectories(chosen);
            Files.writeString(chosen.resolve(STANDS_FOR), folder.toString());
        }
        Files.setOwner(
                chosen,
                chosen.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(PostgresServer.USER));
        return chosen;
    }

    private static boolean isClosed(Path folder) throws IOException {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return true;
            }
        }
        return false;
    }

    /** Those whose own folder is gone and that do not run: nobody will ask for them again. */
    static void removeForgotten() throws IOException {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(ELSEWHERE, PREFIX + "*")) {
            for (Path cluster : kept) {
                Path mark = cluster.resolve(STANDS_FOR);
                if (Files.exists(mark)
                        && !Files.exists(Path.of(Files.readString(mark)))
                        && !Files.exists(cluster.resolve("data/postmaster.pid"))) {
                    delete(cluster);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> contents;
        try (Stream<Path> found = Files.walk(folder)) {
            contents = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }
}
