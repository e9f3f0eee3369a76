package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialVaultTest {
    @TempDir
    private Path home;

    private Path key() {
        return home.resolve("dvcs-connector/credentials.key");
    }

    @Test
    void whatWasEncryptedIsReadByAnyNodeWithTheSameKey() throws Exception {
        String stored = new CredentialVault(home).encrypt(3, "glpat-secret-ü");
        assertThat(stored).doesNotContain("glpat");
        assertThat(new CredentialVault(home).decrypt(3, stored)).isEqualTo("glpat-secret-ü");
    }

    @Test
    void theSameTokenIsNeverEncryptedTheSameWay() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        assertThat(vault.encrypt(3, "token")).isNotEqualTo(vault.encrypt(3, "token"));
    }

    @Test
    void theKeyIsTheOwnersAlone() throws Exception {
        new CredentialVault(home).encrypt(3, "token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key().getParent()))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(key().getParent())) {
            assertThat(files).containsExactly(key());
        }
        assertThat(Base64.getDecoder().decode(Files.readString(key()))).hasSize(32);
    }

    @Test
    void everyChangedByteIsNoticed() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        byte[] sealed = Base64.getDecoder().decode(vault.encrypt(3, "token").substring(2));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.decrypt(3, "1:" + Base64.getEncoder().encodeToString(changed)))
                    .isInstanceOf(CredentialVault.Unreadable.class).hasMessageContaining("Enter the token again");
        }
    }

    @Test
    void aCredentialBelongsToItsAccount() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        String stored = vault.encrypt(3, "token");
        assertThatThrownBy(() -> vault.decrypt(4, stored)).isInstanceOf(CredentialVault.Unreadable.class);
    }

    @Test
    void brokenTextsAreRefusedInWords() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        vault.encrypt(3, "token");
        for (String broken : List.of("", "1:", "1:AAAA", "2:AAAA", "1:%%%", "token")) {
            assertThatThrownBy(() -> vault.decrypt(3, broken)).as(broken).isInstanceOf(CredentialVault.Unreadable.class);
        }
    }

    @Test
    void aMissingKeyFileIsNamedAndNotReplacedByReading() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        String stored = vault.encrypt(3, "token");
        Files.delete(key());
        assertThatThrownBy(() -> vault.decrypt(3, stored)).isInstanceOf(CredentialVault.Unreadable.class)
                .hasMessageContaining(key().toString()).hasMessageContaining("missing");
        assertThat(key()).doesNotExist();
    }

    @Test
    void aDamagedKeyFileIsNamed() throws Exception {
        CredentialVault vault = new CredentialVault(home);
        String stored = vault.encrypt(3, "token");
        Files.writeString(key(), "short");
        assertThatThrownBy(() -> vault.decrypt(3, stored)).isInstanceOf(CredentialVault.Unreadable.class)
                .hasMessageContaining(key().toString());
    }
}
