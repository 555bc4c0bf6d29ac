package dev.faultline.harness.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SshKeyTest {

    @Test
    void a_fresh_key_is_in_openssh_form_and_like_no_other() {
        SshKey key = SshKey.fresh("me");
        assertThat(key.privateKey()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(key.publicKey()).matches("ssh-ed25519 [A-Za-z0-9+/=]+ me");
        assertThat(SshKey.blob(key.publicKey())).hasSize(4 + 11 + 4 + 32);
        assertThat(SshKey.fresh("me")).isNotEqualTo(key);
    }

    @Test
    void the_private_half_is_not_printed() {
        SshKey key = SshKey.fresh("me");
        assertThat(key.toString()).isEqualTo(key.publicKey());
    }

    @Test
    void a_line_that_is_no_key_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SshKey.blob("ssh-rsa AAAA me"));
    }
}
