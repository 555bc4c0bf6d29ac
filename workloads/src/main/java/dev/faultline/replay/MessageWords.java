package dev.faultline.replay;

import dev.faultline.node.protocol.ProtocolException;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.sim.World;

/** What a message says, in the words of a story: its kind first, then its fields. */
final class MessageWords {
    private static final int CLIENTS = 0;
    private static final int CHARS_MAX = 200;

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
        return world.describe(from, message);
    }
}
