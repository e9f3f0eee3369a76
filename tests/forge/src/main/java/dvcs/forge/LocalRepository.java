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
        String name = freeName(world, full);
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
        String head = defaultBranch(gitDir);
        String newest = Git.text(gitDir, "for-each-ref", "--sort=-committerdate", "--count=1", "--format=%(committerdate:unix)", "refs/heads/").strip();
        Instant last = newest.isEmpty() ? world.now() : Instant.ofEpochSecond(Long.parseLong(newest));
        world.add(world.group("local"), name, gitDir, head, last, last.isAfter(world.now()) ? world.now() : last);
    }

    /** Two repositories of one name are both served: the second as {@code name-2}. */
    private static String freeName(World world, Path repository) {
        Path named = repository.endsWith(".git") && repository.getParent().getFileName() != null ? repository.getParent() : repository;
        String base = named.getFileName().toString().replaceAll("\\.git$", "").replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String name = base.isEmpty() ? "repository" : base;
        for (int number = 2; world.findProject("local/" + name).isPresent(); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    /** A work tree may have stood on no branch at all. */
    private static String defaultBranch(Path gitDir) {
        try {
            return Git.text(gitDir, "symbolic-ref", "--short", "HEAD").strip();
        } catch (IllegalStateException e) {
            String first = Git.lines(gitDir, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/").stream().findFirst().orElse("main");
            Git.text(gitDir, "symbolic-ref", "HEAD", "refs/heads/" + first);
            return first;
        }
    }
}
