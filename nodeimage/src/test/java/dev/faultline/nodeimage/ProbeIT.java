package dev.faultline.nodeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The probe's proofs in three containers, with cuts by iptables and a slow link by Toxiproxy. */
class ProbeIT {

    /** What one node counted of one peer in a window. */
    record Count(String peer, int sent, int received, String first, String last) {

        static Count parse(String line) {
            String[] words = line.split("\t");
            return new Count(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3], words[4]);
        }
    }

    private static Containers containers;
    private static String a;
    private static String b;
    private static String c;
    private static String addressOfA;
    private static String addressOfB;
    private static String addressOfC;

    @BeforeAll
    static void threeNodesWithProbes() {
        containers = Containers.orSkip();
        a = containers.node();
        b = containers.node();
        c = containers.node();
        addressOfA = containers.addressOf(a);
        addressOfB = containers.addressOf(b);
        addressOfC = containers.addressOf(c);
        serve(a, addressOfA, String.join(",", addressOfA, addressOfB));
        serve(b, addressOfB, String.join(",", addressOfA, addressOfB));
    }

    @AfterAll
    static void remove() {
        if (containers != null) {
            containers.close();
        }
    }

    private static void serve(String node, String self, String peers) {
        containers.on(node, "faultline-probe serve --self " + self + " --peers " + peers + " --detach");
    }

    private static long now() {
        return Long.parseLong(containers.on(a, "faultline-probe now").split("\t")[0]);
    }

    /** Lets 600 ms of datagrams be sent and returns FROM and TO, once the last of them had time to arrive. */
    private static String window() throws InterruptedException {
        long from = now();
        TimeUnit.MILLISECONDS.sleep(600);
        long to = now();
        TimeUnit.MILLISECONDS.sleep(100);
        return from + " " + to;
    }

    private static Map<String, Count> counts(String node, String window) {
        return containers
                .on(node, "faultline-probe counts " + window)
                .lines()
                .map(Count::parse)
                .collect(Collectors.toMap(Count::peer, Function.identity()));
    }

    @Test
    void datagrams_pass_in_both_directions_and_in_one_only_when_the_other_is_cut() throws InterruptedException {
        String before = window();
        containers.on(a, "iptables -t mangle -A OUTPUT -d " + addressOfB + " -j DROP");
        String during = window();
        containers.on(a, "iptables -t mangle -D OUTPUT -d " + addressOfB + " -j DROP");
        String after = window();

        for (String whole : new String[] {before, after}) {
            assertThat(received(b, addressOfA, whole))
                    .isEqualTo(sent(a, addressOfB, whole))
                    .isGreaterThan(5);
            assertThat(received(a, addressOfB, whole))
                    .isEqualTo(sent(b, addressOfA, whole))
                    .isGreaterThan(5);
        }
        assertThat(counts(b, during).get(addressOfA))
                .extracting(Count::received, Count::first, Count::last)
                .containsExactly(0, "-", "-");
        assertThat(sent(a, addressOfB, during)).as("attempts count as sent").isGreaterThan(5);
        assertThat(received(a, addressOfB, during))
                .isEqualTo(sent(b, addressOfA, during))
                .isGreaterThan(5);
    }

    private static int sent(String from, String to, String window) {
        return counts(from, window).get(to).sent();
    }

    private static int received(String at, String from, String window) {
        return counts(at, window).get(from).received();
    }

    @Test
    void arrivals_are_listed_by_number_with_both_times() throws InterruptedException {
        String window = window();
        long[] previous = {0};

        assertThat(containers
                        .on(a, "faultline-probe arrivals " + addressOfB + " " + window)
                        .lines())
                .hasSize(received(a, addressOfB, window))
                .allSatisfy(line -> {
                    String[] words = line.split("\t");
                    assertThat(Long.parseLong(words[0])).isGreaterThan(previous[0]);
                    assertThat(Long.parseLong(words[2])).isGreaterThan(Long.parseLong(words[1]));
                    previous[0] = Long.parseLong(words[0]);
                });
    }

    @Test
    void a_peer_that_is_added_or_vanishes_disturbs_nobody() throws InterruptedException {
        String late = containers.node();
        String address = containers.addressOf(late);
        containers.on(a, "faultline-probe peers add " + address);
        serve(late, address, addressOfA);
        String here = window();
        assertThat(received(a, address, here)).isGreaterThan(5);

        containers.on(late, "kill -9 $(pidof faultline-probe)");
        String gone = window();
        assertThat(received(a, address, gone)).isZero();
        assertThat(sent(a, address, gone)).isGreaterThan(5);
        assertThat(received(a, addressOfB, gone)).isGreaterThan(5);

        serve(late, address, addressOfA);
        assertThat(received(a, address, window())).as("after a restart").isGreaterThan(5);
    }

    @Test
    void a_slow_directed_link_is_slow_in_that_direction_whoever_connects() throws IOException, InterruptedException {
        serve(c, addressOfC, addressOfA);
        String d = containers.node();
        String addressOfD = containers.addressOf(d);
        serve(d, addressOfD, addressOfC);
        leadThroughProxy(c, addressOfC, addressOfD, "upstream");
        leadThroughProxy(d, addressOfD, addressOfC, "downstream");

        long[] openedBySender = delay(c, addressOfD);
        long[] openedByReceiver = delay(d, addressOfC);

        assertThat(openedBySender[0]).isBetween(250_000L, 450_000L);
        assertThat(openedBySender[1]).isLessThan(20_000);
        assertThat(openedByReceiver[0]).isLessThan(20_000);
        assertThat(openedByReceiver[1]).isBetween(250_000L, 450_000L);
    }

    /** The node's connections to the peer's probe pass a proxy that holds up one stream for 300 ms. */
    private static void leadThroughProxy(String node, String self, String peer, String slowStream)
            throws IOException, InterruptedException {
        containers.proxyOf(node);
        containers.on(
                node,
                "iptables -t nat -A OUTPUT -p tcp -d " + peer
                        + " --dport 7471 -m owner ! --uid-owner 7474 -j REDIRECT --to-ports 9471");
        post(self, "/proxies", "{\"name\":\"link\",\"listen\":\"0.0.0.0:9471\",\"upstream\":\"" + peer + ":7471\"}");
        post(
                self,
                "/proxies/link/toxics",
                "{\"type\":\"latency\",\"stream\":\"" + slowStream + "\",\"attributes\":{\"latency\":300}}");
    }

    private static void post(String address, String path, String json) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address + ":8474" + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(json)).build();
        for (int attempt = 0; ; attempt++) {
            try {
                int status = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).as(uri.toString()).isBetween(200, 299);
                return;
            } catch (IOException notUpYet) {
                if (attempt == 50) {
                    throw notUpYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Medians there and back, in microseconds. */
    private static long[] delay(String node, String peer) {
        String line = containers.on(node, "faultline-probe delay " + peer + " --count 3");
        Matcher medians = Pattern.compile("there_us \\d+ (\\d+) \\d+ back_us \\d+ (\\d+) \\d+")
                .matcher(line);
        assertThat(medians.matches()).as(line).isTrue();
        return new long[] {Long.parseLong(medians.group(1)), Long.parseLong(medians.group(2))};
    }

    @Test
    void each_way_to_fail_has_its_exit_code_and_one_line() {
        String silent = containers.node();
        String address = containers.addressOf(silent);
        containers.on(silent, "iptables -A INPUT -p tcp -j DROP");

        assertThat(containers.tryOn(a, "faultline-probe delay " + address + " --timeout-ms 300"))
                .isEqualTo("faultline-probe: " + address + ":7471: no connection in time\nexit 3");
        assertThat(containers.tryOn(a, "faultline-probe delay " + addressOfB + " --tcp 9"))
                .isEqualTo("faultline-probe: " + addressOfB + ":9: Connection refused\nexit 4");
        assertThat(containers.tryOn(silent, "faultline-probe counts 0 1"))
                .startsWith("faultline-probe: no daemon at /run/faultline/probe.sock")
                .endsWith("exit 4");
        assertThat(containers.tryOn(a, "faultline-probe counts x 1"))
                .isEqualTo("faultline-probe: FROM_NS: x is not a number from 0 to 9223372036854775807\nexit 2");
        assertThat(containers.tryOn(a, "faultline-probe serve --self " + addressOfA + " --peers " + addressOfB))
                .isEqualTo("faultline-probe: a daemon is running already\nexit 5");
    }

    @Test
    void the_fingerprint_tells_namespaces_and_processes_apart() {
        String pid = containers.on(a, "pidof faultline-probe");
        String mine = containers.on(a, "faultline-probe fingerprint " + pid + " 99999");

        assertThat(mine).isEqualTo(containers.on(a, "faultline-probe fingerprint " + pid + " 99999"));
        assertThat(mine.lines().toList())
                .satisfiesExactly(
                        net -> assertThat(net).matches("net\t\\d+"),
                        process -> assertThat(process).matches(pid + "\t\\d+"),
                        absent -> assertThat(absent).isEqualTo("99999\t-"));
        assertThat(containers.on(b, "faultline-probe fingerprint"))
                .isNotEqualTo(mine.lines().findFirst().orElseThrow());
    }
}
