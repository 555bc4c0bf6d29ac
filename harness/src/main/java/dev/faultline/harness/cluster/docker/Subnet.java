package dev.faultline.harness.cluster.docker;

import java.util.Collection;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A range of IPv4 addresses.
 *
 * @param base first address
 * @param bits length of the prefix, from 0 to 32
 */
record Subnet(int base, int bits) {
    /** The last number in a 24-bit subnet of the first node; the gateway has 1. */
    private static final int FIRST_NODE = 11;

    Subnet {
        if (bits < 0 || bits > 32) {
            throw new IllegalArgumentException("bits must be from 0 to 32, not " + bits);
        }
        base &= mask(bits);
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (32 - bits);
    }

    /** From the form {@code 10.1.2.0/24}. */
    static Subnet parse(String text) {
        String[] halves = text.split("/");
        String[] bytes = halves[0].split("\\.");
        if (halves.length != 2 || bytes.length != 4) {
            throw new IllegalArgumentException("not an IPv4 subnet: " + text);
        }
        int base = 0;
        for (String b : bytes) {
            base = base << 8 | Integer.parseInt(b);
        }
        return new Subnet(base, Integer.parseInt(halves[1]));
    }

    boolean overlaps(Subnet other) {
        int mask = mask(Math.min(bits, other.bits));
        return (base & mask) == (other.base & mask);
    }

    /** Private subnets that overlap none of those in use, in an order that begins with the rarely used ones. */
    static Stream<Subnet> free(Collection<Subnet> used) {
        return Stream.of(
                        IntStream.range(0, 256).mapToObj(i -> parse("10.213." + i + ".0/24")),
                        IntStream.range(0, 256).mapToObj(i -> parse("172.29." + i + ".0/24")),
                        IntStream.range(100, 256).mapToObj(i -> parse("192.168." + i + ".0/24")))
                .flatMap(range -> range)
                .filter(candidate -> used.stream().noneMatch(candidate::overlaps));
    }

    /** The engine's own address in it, from which connections of this host come. */
    String gateway() {
        return address(1);
    }

    /** The address of the n-th node, counted from 1. */
    String node(int number) {
        int last = FIRST_NODE + number - 1;
        if (number < 1 || last > 254) {
            throw new IllegalArgumentException("there is no room for node " + number + " in " + this);
        }
        return address(last);
    }

    private String address(int last) {
        return dotted(base + last);
    }

    private static String dotted(int address) {
        return "%d.%d.%d.%d".formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
    }

    @Override
    public String toString() {
        return dotted(base) + "/" + bits;
    }
}
