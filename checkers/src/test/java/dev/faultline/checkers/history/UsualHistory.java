package dev.faultline.checkers.history;

import java.util.Random;

/** Histories as test harnesses write them, of any size. What is read is made up. */
final class UsualHistory {
    /** What clients write. */
    enum Values {
        /** One of five numbers. */
        SMALL,
        /** Each number once. */
        UNIQUE,
        /** {@code [key n]}, each number once. */
        KEYED,
        /** Transactions of lists. */
        TRANSACTIONS,
        /** Small ones, in JSON. */
        JSON
    }

    private final StringBuilder text = new StringBuilder();
    private final Values values;
    private final Random random;
    private long next;

    private UsualHistory(Values values, long seed) {
        this.values = values;
        this.random = new Random(seed);
    }

    static String text(int operations, int clients, Values values, long seed) {
        UsualHistory made = new UsualHistory(values, seed);
        String[] open = new String[clients];
        long[] process = new long[clients];
        for (int client = 0; client < clients; client++) {
            process[client] = client;
        }
        for (int event = 0, done = 0; done < operations; event++) {
            int client = made.random.nextInt(clients);
            boolean read = open[client] == null ? made.random.nextBoolean() : open[client].equals("read");
            if (open[client] == null) {
                open[client] = read ? "read" : "write";
                made.event(process[client], "invoke", open[client], read, event);
            } else {
                boolean crashed = made.random.nextInt(100) == 0;
                made.event(process[client], crashed ? "info" : "ok", open[client], crashed && read, event);
                process[client] += crashed ? clients : 0;
                open[client] = null;
                done++;
            }
        }
        return made.text.toString();
    }

    private void event(long process, String type, String function, boolean empty, int index) {
        if (values == Values.JSON) {
            text.append("{\"process\": ")
                    .append(process)
                    .append(", \"type\": \"")
                    .append(type);
            text.append("\", \"f\": \"").append(function).append("\", \"value\": ");
            text.append(empty ? "null" : String.valueOf(random.nextInt(5)));
            text.append(", \"index\": ")
                    .append(index)
                    .append(", \"time\": ")
                    .append(index * 9_321L)
                    .append("}\n");
            return;
        }
        text.append("{:process ")
                .append(process)
                .append(", :type :")
                .append(type)
                .append(", :f :")
                .append(function);
        text.append(", :value ").append(value(empty));
        text.append(", :index ")
                .append(index)
                .append(", :time ")
                .append(index * 9_321L)
                .append("}\n");
    }

    private String value(boolean empty) {
        return switch (values) {
            case SMALL, JSON -> empty ? "nil" : String.valueOf(random.nextInt(5));
            case UNIQUE -> empty ? "nil" : String.valueOf(next++);
            case KEYED -> "[" + random.nextInt(100) + " " + (empty ? "nil" : next++) + "]";
            case TRANSACTIONS ->
                "[[:append " + random.nextInt(9) + " " + next++ + "] [:r 3 " + (empty ? "nil" : "[1 2 3]")
                        + "] [:append 4 " + next++ + "]]";
        };
    }
}
