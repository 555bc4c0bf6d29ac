package dev.faultline.node.real;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node's process is told on its command line.
 *
 * @param self its number, 1 or more
 * @param peers by number, where nodes listen to each other; a node that joins an existing cluster is not among them
 * @param address where this node listens to others
 * @param clientPort where it listens to clients
 * @param data the directory that is its storage
 * @param program which program it runs
 * @param options of the program
 */
record NodeOptions(
        int self,
        SortedMap<Integer, Address> peers,
        Address address,
        int clientPort,
        Path data,
        String program,
        Map<String, String> options) {
    static final String USAGE = "usage: --id N --peers 1=HOST:PORT,2=HOST:PORT... --client-port PORT --data DIRECTORY"
            + " [--address HOST:PORT] [--program NAME] [--option NAME=VALUE]...";
    private static final List<String> NAMES =
            List.of("--id", "--peers", "--address", "--client-port", "--data", "--program", "--option");

    NodeOptions {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** The members that a new cluster begins with, as the program is told. */
    SortedMap<Integer, String> members() {
        SortedMap<Integer, String> members = new TreeMap<>();
        peers.forEach((id, where) -> members.put(id, where.toString()));
        return members;
    }

    /**
     * @throws IllegalArgumentException with one line that names the option and what it must be
     */
    static NodeOptions parse(String... arguments) {
        Map<String, String> given = new TreeMap<>();
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = arguments[i + 1];
            if (name.equals("--option")) {
                put(options, name, value);
            } else if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        int self = number(given, "--id", 1, Integer.MAX_VALUE);
        SortedMap<Integer, Address> peers = peers(required(given, "--peers"));
        int clientPort = number(given, "--client-port", 1, 65_535);
        Path data = Path.of(required(given, "--data"));
        String program = given.getOrDefault("--program", "single-leader");
        return new NodeOptions(self, peers, address(given, self, peers), clientPort, data, program, options);
    }

    private static Address address(Map<String, String> given, int self, SortedMap<Integer, Address> peers) {
        @Nullable String text = given.get("--address");
        if (text != null) {
            return parseAddress("--address", text);
        }
        @Nullable Address own = peers.get(self);
        if (own == null) {
            throw new IllegalArgumentException("--address is needed, as --peers does not name node " + self);
        }
        return own;
    }

    private static SortedMap<Integer, Address> peers(String text) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            put(pairs, "--peers", pair);
        }
        SortedMap<Integer, Address> peers = new TreeMap<>();
        for (String id : pairs.keySet()) {
            peers.put(number("--peers", id, 1, Integer.MAX_VALUE), parseAddress("--peers", required(pairs, id)));
        }
        return peers;
    }

    private static void put(Map<String, String> pairs, String option, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(option + " must be NAME=VALUE but is " + pair);
        }
        if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
            throw new IllegalArgumentException(option + " gives " + pair.substring(0, equals) + " twice");
        }
    }

    private static Address parseAddress(String option, String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> given, String name) {
        @Nullable String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; " + USAGE);
        }
        return value;
    }

    private static int number(Map<String, String> given, String name, int least, int most) {
        return number(name, required(given, name), least, most);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                name + " must be a number from " + least + " to " + most + " but is " + text);
    }
}
