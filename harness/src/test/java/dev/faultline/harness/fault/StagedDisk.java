package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Shell.Result;
import java.util.List;

/** A disk in memory below one file of a staged host, which answers as {@code faultline-disk} would, but for its flaws. */
public final class StagedDisk {
    private static final int UNSYNCED = 4096;

    /** Whether its system never writes. */
    public boolean idle;
    /** Whether what it discards reads as before. */
    public boolean readsTheSame;
    /** Whether it works whatever is asked. */
    public boolean works;
    /** Whether it stays as it is when it is to work again. */
    public boolean staysBroken;
    /** Whether its file stays whole. */
    public boolean staysWhole;

    private String mode = "clear";
    private long millis;
    private long calls;
    private long syncs;
    private int damages;

    /** Performs what is asked of it. */
    Result command(List<String> words) {
        switch (words.get(1)) {
            case "stats" -> {
                return said(stats());
            }
            case "lose" -> {
                return said(lose(words.contains("torn")));
            }
            case "flip", "truncate" -> {
                damages += staysWhole ? 0 : 1;
                return said(words.get(1) + "\t" + words.get(2));
            }
            case "clear" -> mode = staysBroken ? mode : "clear";
            case "slow" -> {
                millis = Long.parseLong(words.get(2));
                mode = works ? mode : "slow";
            }
            case "stall", "lie", "eio", "full" -> mode = works ? mode : words.get(1);
            default -> throw new IllegalArgumentException(words.get(1));
        }
        return said("");
    }

    private String stats() {
        syncs += mode.equals("lie") && !idle ? 1 : 0;
        long waiting = mode.equals("stall") && !idle ? UNSYNCED : 0;
        return "bytesUnsynced\t" + waiting + "\ntearable\t" + waiting + "\nsyncsLiedTo\t" + syncs + "\ndelays\t" + calls
                + "\neio\t" + calls + "\nenospc\t" + calls + "\n";
    }

    private String lose(boolean torn) {
        if (idle) {
            return "";
        }
        String bytes = "bytes\twal\t" + UNSYNCED + "\t" + (readsTheSame ? 0 : UNSYNCED) + "\n";
        return bytes + (torn ? "torn\twal\t0\t" + UNSYNCED + "\t512\n" : "");
    }

    /** A file is written and synced: how many milliseconds that took, and the complaint. */
    Result probe() {
        calls += mode.equals("clear") ? 0 : 1;
        return said(
                switch (mode) {
                    case "slow" -> 2 * millis + "\n\n";
                    case "eio" -> "1\nInput/output error\n";
                    case "full" -> "1\nNo space left on device\n";
                    default -> "1\n\n";
                });
    }

    /** Its file's digest, which is another one whenever the file was damaged. */
    Result digest() {
        return said("digest" + damages + "  /data/wal\n");
    }

    /** Its files. */
    Result files() {
        return said("wal\n");
    }

    private static Result said(String out) {
        return new Result(0, out, "");
    }
}
