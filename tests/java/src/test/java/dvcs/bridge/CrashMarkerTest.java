package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A life that just stops being used is one that crashed or was killed. */
class CrashMarkerTest {
    @TempDir
    private Path home;

    private CrashMarker life() {
        return new CrashMarker(home, new ErrorReports(List.of(), home));
    }

    private boolean started() throws IOException {
        return life().mayLoad();
    }

    @Test
    void twoCrashesInARowKeepTheLibraryOut() throws IOException {
        assertThat(started()).isTrue();
        assertThat(started()).isTrue();
        assertThat(started()).isFalse();
        assertThat(started()).as("it stays so").isFalse();
    }

    @Test
    void anOrderlyStopForgetsEarlierCrashes() throws IOException {
        assertThat(started()).isTrue();
        CrashMarker second = life();
        assertThat(second.mayLoad()).isTrue();
        second.clear();
        assertThat(started()).isTrue();
        assertThat(started()).isTrue();
        assertThat(started()).isFalse();
    }

    @Test
    void theAdministratorCanTryAgain() throws IOException {
        started();
        started();
        CrashMarker blocked = life();
        assertThat(blocked.mayLoad()).isFalse();
        blocked.clear();
        assertThat(started()).isTrue();
    }

    @Test
    void aKilledLifeThatStoredSomethingIsNoCrash() throws IOException {
        for (int i = 0; i < 5; i++) {
            CrashMarker marker = life();
            assertThat(marker.mayLoad()).isTrue();
            marker.useful();
        }
    }

    @Test
    void anErrorReportMakesEvenAUsefulLifeACrash() throws IOException {
        Files.createFile(home.resolve("hs_err_pid" + ProcessHandle.current().pid() + ".log"));
        for (int i = 0; i < 2; i++) {
            CrashMarker marker = life();
            assertThat(marker.mayLoad()).isTrue();
            marker.useful();
        }
        assertThat(started()).isFalse();
    }

    @Test
    void findsTheReportWhereTheJvmWasToldToWriteIt() throws IOException {
        Path named = Files.createFile(home.resolve("crash-77.txt"));
        ErrorReports reports = new ErrorReports(List.of("-Xmx1g", "-XX:ErrorFile=" + home + "/crash-%p.txt"), home.resolve("elsewhere"));
        assertThat(reports.existsFor("77", "/nowhere")).isTrue();
        assertThat(reports.existsFor("78", "/nowhere")).isFalse();
        assertThat(reports.existsFor("", "")).isFalse();
        assertThat(named).exists();
    }

    @Test
    void aDamagedMarkerCostsNothing() throws IOException {
        Files.createDirectories(home.resolve("dvcs-native"));
        Files.writeString(home.resolve("dvcs-native/running.properties"), "crashes=\\u12zz");
        assertThat(started()).isTrue();
        Files.writeString(home.resolve("dvcs-native/running.properties"), "crashes=99999999999999\nrunning=maybe");
        assertThat(started()).isTrue();
    }
}
