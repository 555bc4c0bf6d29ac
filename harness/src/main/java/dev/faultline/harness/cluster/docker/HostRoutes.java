package dev.faultline.harness.cluster.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The subnets that this host has routes to, which a new network must not hide. */
final class HostRoutes {
    private static final Path TABLE = Path.of("/proc/net/route");

    private HostRoutes() {}

    static List<Subnet> subnets() {
        try {
            return parse(Files.readAllLines(TABLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The default route, which leads everywhere, is left out. */
    static List<Subnet> parse(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 7)
                .map(columns -> new Subnet(address(columns[1]), Integer.bitCount(address(columns[7]))))
                .filter(subnet -> subnet.bits() > 0)
                .toList();
    }

    /** The kernel prints the four bytes as they lie in memory, as one number of this machine's: little-endian ones are meant. */
    private static int address(String hex) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
    }
}
