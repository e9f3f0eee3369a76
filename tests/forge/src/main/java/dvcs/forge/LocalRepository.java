package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;

/** Any git repository of this machine, given by path, as a project of the group {@code local}. It is only read. */
final class LocalRepository {
    private LocalRepository() {}

    static void add(World world, Path data, Path repository) {
        Path full = repository.toAbsolutePath().normalize();
        String name = full.getFileName().toString().replaceAll("\\.git$", "");
        Path gitDir = data.resolve("local/" + name + ".git");
        try {
            Folders.delete(gitDir);
            java.nio.file.Files.createDirectories(gitDir.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Git.text(null, "-c", "safe.directory=*", "clone", "--quiet", "--bare", "--no-hardlinks", full.toString(), gitDir.toString());
        for (String setting : new String[] {"uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack"}) {
            Git.text(gitDir, "config", setting, "true");
        }
        String head = Git.text(gitDir, "symbolic-ref", "--short", "HEAD").strip();
        String newest = Git.text(gitDir, "for-each-ref", "--sort=-committerdate", "--count=1", "--format=%(committerdate:unix)", "refs/heads/").strip();
        Instant last = newest.isEmpty() ? world.now() : Instant.ofEpochSecond(Long.parseLong(newest));
        world.add(world.group("local"), name, gitDir, head, last, last.isAfter(world.now()) ? world.now() : last);
    }
}
