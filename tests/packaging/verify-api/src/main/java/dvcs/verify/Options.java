package dvcs.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the command line names: jars of ours, and folders of Jira's jars. */
record Options(List<Path> ours, List<Path> folders) {
    static final String USAGE = """
        usage: java -jar verify-api.jar OUR.jar... FOLDER...

        Resolves every reference of our jars to com.atlassian, net.java.ao and com.opensymphony against the jars in the
        folders, and in META-INF/lib of those jars. With WEB-INF/lib also WEB-INF/atlassian-bundled-plugins is looked
        through, if it is there: Jira keeps Active Objects in it.

        What is missing from a package that our manifest imports with resolution:=optional is a note, not a problem.
        It can't say which packages Jira exports to plugins, nor what a method does.

        exit: 0 all resolved, 1 problems, 2 usage""";

    /** A sentence for the person at the command line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String words) {
            super(words);
        }
    }

    static Options parse(String... arguments) throws UsageException, IOException {
        var ours = new ArrayList<Path>();
        var folders = new ArrayList<Path>();
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                throw new UsageException("there is no option '" + argument + "'");
            }
            Path path = path(argument);
            if (Files.isDirectory(path)) {
                folders.add(path);
            } else if (Files.isRegularFile(path)) {
                ours.add(path);
            } else {
                throw new UsageException("there is no file or folder " + argument);
            }
        }
        if (ours.isEmpty()) {
            throw new UsageException("no jar of ours is named");
        }
        if (folders.isEmpty()) {
            throw new UsageException("no folder with Jira's jars is named, such as <Jira>/atlassian-jira/WEB-INF/lib");
        }
        for (Path folder : folders) {
            if (JarFolders.jarsIn(folder).isEmpty()) {
                throw new UsageException("there is no jar in " + folder + ": name the folder that holds Jira's jars, such as <Jira>/atlassian-jira/WEB-INF/lib");
            }
        }
        return new Options(List.copyOf(ours), withBundledPlugins(folders));
    }

    private static Path path(String argument) throws UsageException {
        try {
            return Path.of(argument).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("this is no path: " + e.getMessage());
        }
    }

    private static List<Path> withBundledPlugins(List<Path> folders) {
        var all = new ArrayList<>(folders);
        for (Path folder : folders) {
            Path bundled = folder.resolveSibling("atlassian-bundled-plugins");
            if (folder.endsWith("WEB-INF/lib") && Files.isDirectory(bundled) && !all.contains(bundled)) {
                all.add(bundled);
            }
        }
        return List.copyOf(all);
    }
}
