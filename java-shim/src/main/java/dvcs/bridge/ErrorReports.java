package dvcs.bridge;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds the report that HotSpot writes when it crashes: {@code -XX:ErrorFile}, or hs_err_pid&lt;pid&gt;.log. */
record ErrorReports(List<String> jvmArguments, Path temporary) {
    private static final String OPTION = "-XX:ErrorFile=";

    static ErrorReports ofThisJvm() {
        return new ErrorReports(ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** Whether the process that ran in {@code folder} left one. */
    boolean existsFor(String pid, String folder) {
        if (!pid.matches("[0-9]+")) {
            return false;
        }
        String name = "hs_err_pid" + pid + ".log";
        try {
            Path workingFolder = Path.of(folder);
            return Files.exists(workingFolder.resolve(name))
                    || Files.exists(temporary.resolve(name))
                    || jvmArguments.stream()
                            .filter(argument -> argument.startsWith(OPTION))
                            .map(argument -> argument.substring(OPTION.length()).replace("%p", pid))
                            .anyMatch(file -> Files.exists(workingFolder.resolve(file)));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
