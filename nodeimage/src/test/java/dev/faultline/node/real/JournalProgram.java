package dev.faultline.node.real;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import dev.faultline.node.raft.Entry;
import dev.faultline.node.store.DurableStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program for tests: writes what clients say into its log before it answers, tells what is in its log, passes questions on to other
 * nodes, waits, and fails when it is asked to.
 */
final class JournalProgram implements NodeProgram {
    private final TreeMap<Long, Long> waiting = new TreeMap<>();
    private @Nullable Env env;
    private @Nullable DurableStore store;
    private long questions;

    @Override
    public void start(Env world) {
        env = world;
        store = DurableStore.open(world.storage(), 20_000, Set.of(), world::tell);
    }

    @Override
    public void request(long client, byte[] frame) {
        String[] words = new String(frame, StandardCharsets.UTF_8).split(" ", 3);
        switch (words[0]) {
            case "write" -> answer(client, write(words[1]));
            case "read" -> answer(client, text(store().entry(Long.parseLong(words[1]))));
            case "last" -> answer(client, Long.toString(store().lastIndex()));
            case "ask" -> ask(client, Integer.parseInt(words[1]), words[2]);
            case "locate" -> env().locate(Integer.parseInt(words[1]), words[2]);
            case "wait" -> env().after(1_000_000, () -> answer(client, "waited"));
            case "cancel" ->
                env().after(1_000_000, () -> answer(client, "not cancelled")).cancel();
            case "size" -> answer(client, Integer.toString(frame.length));
            default -> throw new IllegalStateException("told to fail: " + words[0]);
        }
    }

    private String write(String text) {
        long index = store().lastIndex() + 1;
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        store().append(List.of(new Entry(index, 1, Entry.Kind.COMMAND, data)));
        store().sync();
        return Long.toString(index);
    }

    private void ask(long client, int peer, String question) {
        waiting.put(++questions, client);
        env().send(peer, (questions + " ? " + question).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void receive(int peer, byte[] message) {
        String[] words = new String(message, StandardCharsets.UTF_8).split(" ", 3);
        if (words[1].equals("?")) {
            env().send(peer, (words[0] + " ! " + words[2]).getBytes(StandardCharsets.UTF_8));
        } else {
            answer(waiting.get(Long.parseLong(words[0])), words[2] + " from " + peer);
        }
    }

    private void answer(@Nullable Long client, String text) {
        if (client != null) {
            env().answer(client, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    private Env env() {
        return Objects.requireNonNull(env);
    }

    private DurableStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    public String describe(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    @Override
    public NodeView view() {
        return new NodeView("journal", 1, 0, store().lastIndex(), store().lastIndex());
    }
}
