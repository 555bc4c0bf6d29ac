package dev.faultline.harness.cluster.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.faultline.harness.cluster.ShellException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An ed25519 key pair: a client's, or a host's. Made for one run and kept in memory only.
 *
 * @param privateKey in OpenSSH's own text form
 * @param publicKey one line as in {@code authorized_keys}
 */
public record SshKey(String privateKey, String publicKey) {

    /** A pair nobody has seen before. */
    public static SshKey fresh(String comment) {
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            pair.writeOpenSSHv1PrivateKey(text, null, comment);
            String publicKey =
                    "ssh-ed25519 " + Base64.getEncoder().encodeToString(pair.getPublicKeyBlob()) + " " + comment;
            pair.dispose();
            return new SshKey(text.toString(StandardCharsets.US_ASCII), publicKey);
        } catch (JSchException e) {
            throw new ShellException("this JVM makes no ed25519 keys: " + e.getMessage(), e);
        }
    }

    /** The public key of a line as in {@code authorized_keys}, in the form in which hosts send it. */
    static byte[] blob(String publicKey) {
        String[] words = publicKey.split(" ");
        if (words.length < 2 || !words[0].equals("ssh-ed25519")) {
            throw new IllegalArgumentException("not a public ed25519 key: " + publicKey);
        }
        return Base64.getDecoder().decode(words[1]);
    }

    /** Without the private half, which has no business in a log. */
    @Override
    public String toString() {
        return publicKey;
    }
}
