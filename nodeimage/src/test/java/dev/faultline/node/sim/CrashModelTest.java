package dev.faultline.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drawn writes, truncations, syncs and crashes of one file, against a model that keeps every state the file may be found in. */
class CrashModelTest {
    /** The states since the last sync, oldest first: that of the sync, and the one after each change. */
    private final List<byte[]> states = new ArrayList<>();

    @Test
    void a_crash_leaves_a_state_that_the_contract_allows() {
        int differing = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Dice dice = (Dice) Dice.source(seed).apply("model");
            SimulatedDisk disk = SimulatedDisk.alone(Dice.source(seed).apply("disk"));
            disk.append("f", new byte[0]);
            disk.syncDirectory();
            begin(new byte[0]);
            for (int crashes = 0; crashes < 4; crashes++) {
                for (int steps = dice.nextInt(12); steps >= 0; steps--) {
                    step(disk, dice);
                }
                disk.crash();
                byte[] found = disk.content("f");
                assertThat(allowed(found)).as("seed %d", seed).isTrue();
                differing += Arrays.equals(found, last()) ? 0 : 1;
                begin(found);
            }
        }
        assertThat(differing).isGreaterThan(1000);
    }

    private void step(SimulatedDisk disk, Dice dice) {
        byte[] last = last();
        switch (dice.nextInt(5)) {
            case 0 -> {
                disk.sync("f");
                begin(last);
            }
            case 1 -> {
                int size = dice.nextInt(last.length + 1);
                disk.truncate("f", size);
                states.add(Arrays.copyOf(last, size));
            }
            default -> {
                byte[] added = new byte[dice.nextInt(dice.nextInt(3) == 0 ? 1500 : 40)];
                dice.nextBytes(added);
                disk.append("f", added);
                byte[] state = Arrays.copyOf(last, last.length + added.length);
                System.arraycopy(added, 0, state, last.length, added.length);
                states.add(state);
            }
        }
        assertThat(disk.content("f")).isEqualTo(last());
    }

    private boolean allowed(byte[] found) {
        for (int i = 0; i < states.size(); i++) {
            byte[] state = states.get(i);
            if (Arrays.equals(found, state)) {
                return true;
            }
            if (i + 1 < states.size() && tornFrom(found, state, states.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is what was there before an append, and a part of the append whose last sector may hold anything. */
    private static boolean tornFrom(byte[] found, byte[] before, byte[] after) {
        if (found.length <= before.length || found.length > after.length) {
            return false;
        }
        int whole = Math.max(before.length, (found.length - 1) / 512 * 512);
        return Arrays.equals(Arrays.copyOf(found, whole), Arrays.copyOf(after, whole));
    }

    private void begin(byte[] state) {
        states.clear();
        states.add(state);
    }

    private byte[] last() {
        return states.get(states.size() - 1);
    }
}
