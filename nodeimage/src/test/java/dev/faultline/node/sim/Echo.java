package dev.faultline.node.sim;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose requests are commands, separated by blanks, each done at once: {@code send PEER TEXT}, {@code write FILE TEXT},
 * {@code sync FILE}, {@code syncdir}, {@code delete FILE}, {@code throw}, {@code wait NANOS}, {@code wall}, {@code answer TEXT}. It
 * remembers what it received, how long each wait was, and what its wall clock showed.
 */
final class Echo implements NodeProgram {
    final List<String> received = new ArrayList<>();
    final List<Long> rung = new ArrayList<>();
    final List<Long> walls = new ArrayList<>();
    private Env env = new NoEnv();

    @Override
    public void start(Env world) {
        env = world;
    }

    Env env() {
        return env;
    }

    @Override
    public void receive(int peer, byte[] message) {
        received.add(peer + ":" + text(message));
    }

    @Override
    public void request(long client, byte[] frame) {
        String[] words = text(frame).split(" ");
        for (int i = 0; i < words.length; ) {
            switch (words[i++]) {
                case "send" -> env.send(Integer.parseInt(words[i++]), bytes(words[i++]));
                case "write" -> env.storage().append(words[i++], bytes(words[i++]));
                case "sync" -> env.storage().sync(words[i++]);
                case "syncdir" -> env.storage().syncDirectory();
                case "delete" -> env.storage().delete(words[i++]);
                case "throw" -> throw new IllegalStateException("told to");
                case "wait" -> {
                    long from = env.monotonicNanos();
                    env.after(Long.parseLong(words[i++]), () -> rung.add(env.monotonicNanos() - from));
                }
                case "wall" -> walls.add(env.wallNanos());
                case "answer" -> env.answer(client, bytes(words[i++]));
                default -> throw new IllegalArgumentException(words[i - 1]);
            }
        }
    }

    @Override
    public String describe(byte[] message) {
        return text(message);
    }

    @Override
    public NodeView view() {
        return new NodeView("echo", 1, 0, 0, received.size());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
