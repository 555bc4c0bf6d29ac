package dev.faultline.replay;

import dev.faultline.node.protocol.ProtocolException;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.sim.World;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a message says, in the words of a story: its kind first, then its fields. */
final class MessageWords {
    private static final int CLIENTS = 0;
    private static final int CHARS_MAX = 200;
    private static final Pattern RECORD = Pattern.compile("(?s)([A-Z]\\w*)\\[(.*)]");
    private static final Pattern HEARTBEAT =
            Pattern.compile("AppendEntries\\[(term \\d+), heartbeat (.*), round \\d+]");
    /** An answer that matched just where the request began: nothing was appended. */
    private static final Pattern HEARD =
            Pattern.compile("Appended\\[term=(\\d+), matched=true, index=(\\d+), prevIndex=\\2, round=\\d+]");

    /** Numbers of requests that are unlike any other say nothing to people. */
    private static final Pattern LONG_ID = Pattern.compile(", id -?\\d{9,}");

    private MessageWords() {}

    static String of(World world, int from, int to, byte[] message) {
        String words = between(world, from, to, message);
        return words.length() > CHARS_MAX ? words.substring(0, CHARS_MAX) + "..." : words;
    }

    private static String between(World world, int from, int to, byte[] message) {
        try {
            if (from == CLIENTS) {
                return RequestFrame.decode(message).request().toString();
            }
            if (to == CLIENTS) {
                return ResponseFrame.decode(message).response().toString();
            }
        } catch (ProtocolException e) {
            return message.length + " bytes: " + e.getMessage();
        }
        return LONG_ID.matcher(plain(world.describe(from, message))).replaceAll("");
    }

    /** The same without the signs of a programming language. Rounds of heartbeats are left out, so that equal ones can be folded. */
    static String plain(String described) {
        Matcher heartbeat = HEARTBEAT.matcher(described);
        if (heartbeat.matches()) {
            return "heartbeat " + heartbeat.group(1) + ", " + heartbeat.group(2);
        }
        Matcher heard = HEARD.matcher(described);
        if (heard.matches()) {
            return "heartbeat answered term " + heard.group(1) + ", matches to " + heard.group(2);
        }
        Matcher record = RECORD.matcher(described);
        return record.matches()
                ? spaced(record.group(1)) + " " + spaced(record.group(2).replace('=', ' '))
                : described;
    }

    private static String spaced(String camel) {
        return camel.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
