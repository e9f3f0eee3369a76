package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Many projects for measurements, group {@code crowd}: all but the first, {@code crowd/r00000}, share one small repository
 * on the disk, so that ten thousand of them cost neither time to make nor space. Quiet for years.
 */
final class Crowd {
    private static final Instant MADE = Instant.parse("2022-01-01T00:00:00Z");

    private Crowd() {}

    static void add(World world, Path data, int projects) {
        try {
            Folders.delete(data.resolve("crowd"));
            Files.createDirectories(data.resolve("crowd"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RepoIndex shared = null;
        for (int number = 0; number < projects; number++) {
            if (number < 2) {
                shared = new RepoIndex(make(data.resolve("crowd/" + number + ".git"), number));
            }
            Project project = world.add(world.group("crowd"), String.format(Locale.ROOT, "r%05d", number), shared, "main", MADE,
                    MADE.plusSeconds(number));
            project.isPrivate = true;
        }
    }

    private static Path make(Path gitDir, int number) {
        FastImport.create(gitDir, "main", new GeneratedHistory(number, java.util.List.of("MANY"), 3)::write);
        return gitDir;
    }
}
