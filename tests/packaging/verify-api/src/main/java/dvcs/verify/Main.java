package dvcs.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The command line. What it found goes to the standard output, what stops it to the other one. */
public final class Main {
    private static final int RESOLVED = 0;
    private static final int PROBLEMS = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            out.println(Options.USAGE);
            return RESOLVED;
        }
        try {
            return verify(Options.parse(arguments), out);
        } catch (Options.UsageException e) {
            err.println("verify-api: " + e.getMessage() + "; --help says more");
            return USAGE;
        } catch (IOException e) {
            // The message of a file system's own exceptions is little more than the path.
            err.println("verify-api: " + (e instanceof FileSystemException ? "cannot use " : "") + e.getMessage());
            return USAGE;
        }
    }

    private static int verify(Options options, PrintStream out) throws IOException {
        boolean clean = true;
        try (var jars = JarFolders.open(options.folders())) {
            out.println(Report.count(jars.classes(), "class", "classes") + " in " + Report.count(jars.jars(), "jar", "jars") + " of "
                + options.folders().stream().map(Path::toString).collect(Collectors.joining(" and ")));
            jars.leftOut().forEach(words -> out.println("left out: " + words));
            for (Path ours : options.ours()) {
                Report report = Verification.of(readOurs(ours), jars);
                report.print(out);
                clean &= report.isClean();
            }
        }
        return clean ? RESOLVED : PROBLEMS;
    }

    private static PluginJar readOurs(Path file) throws IOException {
        try {
            return PluginJar.read(file);
        } catch (IOException e) {
            throw new IOException("our jar " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
