package dvcs.cli;

import dvcs.forge.Forge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What git itself says about the forge's repositories, and pushes into them. */
public final class Histories {
    private Histories() {}

    /** "project_id sha" of everything that branches reach. */
    public static List<String> commits(Forge forge) {
        List<String> all = new ArrayList<>();
        for (Forge.Listed project : forge.projects()) {
            git(project.gitDir(), "rev-list", "--branches").lines().forEach(sha -> all.add(project.id() + " " + sha));
        }
        return all;
    }

    /** "project_id name sha" of every branch. */
    public static List<String> branches(Forge forge) {
        List<String> all = new ArrayList<>();
        for (Forge.Listed project : forge.projects()) {
            git(project.gitDir(), "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads/")
                    .lines().forEach(line -> all.add(project.id() + " " + line));
        }
        return all;
    }

    /** Clones over the forge's own HTTP. */
    public static Path clone(Forge forge, String path, Path folder) {
        String url = forge.project(path).url().replace("://", "://oauth2:" + forge.token() + "@");
        git(folder.getParent(), "clone", "-q", url, folder.toString());
        git(folder, "config", "user.name", "Pia Pusher");
        git(folder, "config", "user.email", "pia@example.com");
        return folder;
    }

    /** @return the new commit */
    public static String commit(Path clone, String message) {
        git(clone, "commit", "-q", "--allow-empty", "-m", message);
        return git(clone, "rev-parse", "HEAD").strip();
    }

    public static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
