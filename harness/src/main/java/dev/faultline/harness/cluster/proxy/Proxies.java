package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.NetworkException;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Toxiproxy of one node. Its client sets no time-outs, so each conversation runs on a thread of its own and is given up after
 * {@value #SECONDS_MAX} seconds.
 */
final class Proxies {
    private static final int SECONDS_MAX = 5;
    private static final int START_SECONDS_MAX = 30;
    private static final String KEEP_OPEN = "keep-open";
    private static final int KEEP_OPEN_MILLIS = 10_000;

    private final String node;
    private final ToxiproxyClient client;

    Proxies(String node, String address) {
        this.node = node;
        this.client = new ToxiproxyClient(address, ProxyPlan.API_PORT);
    }

    /** Waits until the API answers. */
    void awaitApi() {
        talk("start", START_SECONDS_MAX, () -> {
            while (true) {
                try {
                    return client.version();
                } catch (IOException notYet) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        });
    }

    void create(Collection<ProxyPlan.Spec> specs) {
        talk("create proxies", () -> {
            for (ProxyPlan.Spec spec : specs) {
                client.createProxy(spec.name(), "0.0.0.0:" + spec.listen(), spec.address() + ":" + spec.port());
            }
            return specs;
        });
    }

    /** Puts a delay on one direction of these proxies, in place of the one that is there, and reads it back. */
    void slow(Collection<ProxyPlan.Spec> specs, ToxicDirection direction, Duration latency, Duration jitter) {
        talk("slow", () -> {
            for (ProxyPlan.Spec spec : specs) {
                Proxy proxy = client.getProxy(spec.name());
                String name = toxicName(direction);
                Latency toxic = has(proxy, name)
                        ? proxy.toxics().get(name, Latency.class).setLatency(latency.toMillis())
                        : proxy.toxics().latency(name, direction, latency.toMillis());
                toxic.setJitter(jitter.toMillis());
                Latency inForce = proxy.toxics().get(name, Latency.class);
                if (inForce.getLatency() != latency.toMillis() || inForce.getJitter() != jitter.toMillis()) {
                    throw new IOException("proxy %s has a latency of %d ms, not the %d ms that were set"
                            .formatted(spec.name(), inForce.getLatency(), latency.toMillis()));
                }
            }
            return specs;
        });
    }

    void unslow(Collection<ProxyPlan.Spec> specs, ToxicDirection direction) {
        talk("unslow", () -> {
            for (ProxyPlan.Spec spec : specs) {
                remove(client.getProxy(spec.name()).toxics(), toxicName(direction));
            }
            return specs;
        });
    }

    /** Impairs one direction of these proxies, in place of the same impairment that is there. */
    void impair(Collection<ProxyPlan.Spec> specs, ToxicDirection direction, Impairment how) {
        talk(how.word(), () -> {
            for (ProxyPlan.Spec spec : specs) {
                ToxicList toxics = client.getProxy(spec.name()).toxics();
                String name = impairmentName(how.word(), direction);
                remove(toxics, name);
                add(toxics, name, direction, how);
            }
            return specs;
        });
    }

    /** From now on these proxies keep one end of a connection open for a while when the other is gone. */
    void keepOpen(Collection<ProxyPlan.Spec> specs) {
        talk("keep open", () -> {
            for (ProxyPlan.Spec spec : specs) {
                for (ToxicDirection direction : ToxicDirection.values()) {
                    ToxicList toxics = client.getProxy(spec.name()).toxics();
                    String name = impairmentName(KEEP_OPEN, direction);
                    remove(toxics, name); // one that could not be taken off may be there
                    toxics.slowClose(name, direction, KEEP_OPEN_MILLIS);
                }
            }
            return specs;
        });
    }

    void letClose(Collection<ProxyPlan.Spec> specs) {
        talk("let close", () -> {
            for (ProxyPlan.Spec spec : specs) {
                for (ToxicDirection direction : ToxicDirection.values()) {
                    remove(client.getProxy(spec.name()).toxics(), impairmentName(KEEP_OPEN, direction));
                }
            }
            return specs;
        });
    }

    private static void remove(ToxicList toxics, String name) throws IOException {
        for (Toxic toxic : toxics.getAll()) {
            if (toxic.getName().equals(name)) {
                toxic.remove();
            }
        }
    }

    private static void add(ToxicList toxics, String name, ToxicDirection direction, Impairment how)
            throws IOException {
        if (how instanceof Impairment.Bandwidth it) {
            toxics.bandwidth(name, direction, it.kilobytesPerSecond());
        } else if (how instanceof Impairment.Slicer it) {
            toxics.slicer(name, direction, it.bytes(), it.pauseMicros());
        } else if (how instanceof Impairment.Jitter it) {
            toxics.latency(name, direction, it.mostMillis() / 2).setJitter(it.mostMillis() / 2);
        } else if (how instanceof Impairment.Reset) {
            toxics.resetPeer(name, direction, 0);
        } else {
            toxics.timeout(name, direction, 0); // 0: it drops what comes, and never closes
        }
    }

    /** Takes every toxic but a steady delay off one direction of these proxies. */
    void unimpair(Collection<ProxyPlan.Spec> specs, ToxicDirection direction) {
        talk("unimpair", () -> {
            for (ProxyPlan.Spec spec : specs) {
                for (Toxic toxic : client.getProxy(spec.name()).toxics().getAll()) {
                    if (toxic.getName().endsWith(impairmentName("", direction))
                            && !toxic.getName().equals(toxicName(direction))) {
                        toxic.remove();
                    }
                }
            }
            return specs;
        });
    }

    private static String impairmentName(String word, ToxicDirection direction) {
        return word + "-" + direction.name().toLowerCase(Locale.ROOT);
    }

    private static String amount(Toxic toxic) {
        if (toxic instanceof Latency latency) {
            return latency.getLatency() + " ms" + (latency.getJitter() > 0 ? " +-" + latency.getJitter() : "");
        }
        return toxic instanceof Bandwidth bandwidth
                ? bandwidth.getRate() + " KB/s"
                : toxic.getClass().getSimpleName();
    }

    private static String toxicName(ToxicDirection direction) {
        return impairmentName("slow", direction);
    }

    private static boolean has(Proxy proxy, String toxic) throws IOException {
        return proxy.toxics().getAll().stream().anyMatch(t -> t.getName().equals(toxic));
    }

    /** Takes every toxic off every proxy and enables those that were not. */
    void reset() {
        talk("reset", () -> {
            client.reset();
            return node;
        });
    }

    /** What the proxies do now that they do not do when healed, one line each. */
    List<String> inForce() {
        return talk("list toxics", () -> {
            List<String> lines = new ArrayList<>();
            for (Proxy proxy : client.getProxies()) {
                if (!proxy.isEnabled()) {
                    lines.add(node + ": proxy " + proxy.getName() + " is disabled");
                }
                for (Toxic toxic : proxy.toxics().getAll()) {
                    lines.add(
                            "%s: proxy %s has %s: %s".formatted(node, proxy.getName(), toxic.getName(), amount(toxic)));
                }
            }
            lines.sort(null);
            return lines;
        });
    }

    /** Version and, in order, each proxy's ends. */
    String describe() {
        return talk("list proxies", () -> {
            List<String> lines = new ArrayList<>();
            for (Proxy proxy : client.getProxies()) {
                lines.add("%s %s %s %s"
                        .formatted(proxy.getName(), proxy.getListen(), proxy.getUpstream(), proxy.isEnabled()));
            }
            lines.sort(null);
            // The API answers {"version": "2.12.0"}.
            String version = client.version().replaceAll("[^0-9.]", "");
            return version + "\n" + String.join("\n", lines);
        });
    }

    private <T> T talk(String what, Callable<T> conversation) {
        return talk(what, SECONDS_MAX, conversation);
    }

    private <T> T talk(String what, int secondsMax, Callable<T> conversation) {
        FutureTask<T> task = new FutureTask<>(conversation);
        Thread thread = new Thread(task, "faultline-toxiproxy-" + node);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(secondsMax, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new NetworkException("%s: Toxiproxy: %s: no answer within %d s".formatted(node, what, secondsMax), e);
        } catch (ExecutionException e) {
            throw new NetworkException("%s: Toxiproxy: %s: %s".formatted(node, what, reason(e)), e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new NetworkException("%s: Toxiproxy: %s: interrupted".formatted(node, what), e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }
}
