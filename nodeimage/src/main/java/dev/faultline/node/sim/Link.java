package dev.faultline.node.sim;

/** One directed link: how it is, what is wrong with it, and what it did. Node 0 is the clients. */
final class Link {
    /** How long a message may wait before a narrow link. */
    private static final long QUEUE_NANOS = 1_000_000_000L;

    final int from;
    final int to;
    private final Dice dice;
    private final long latencyBase;
    private final long latencyTail;
    /** A client's connection is a stream, which loses nothing without ending and doubles nothing. */
    private final boolean stream;

    private final double ownLoss;
    private final double ownDuplication;

    boolean cut;
    boolean fifo;
    double loss;
    double duplication;
    long extraLatency;
    long jitter;
    /** Bytes a second; 0 for no limit. */
    private long bandwidth;

    private long freeAt;
    private long lastArrival;

    private long sent;
    private long delivered;
    private long dropsByCut;
    private long dropsByLoss;
    private long dropsByDown;
    private long dropsByOverflow;
    private long duplicated;
    private long reordered;
    private long latencySum;
    private long latencyMin;
    private long latencyMax;
    private long latestDelivered = -1;

    Link(int from, int to, Dice dice, WorldOptions options) {
        this.from = from;
        this.to = to;
        this.dice = dice;
        stream = from == 0 || to == 0;
        latencyBase = stream ? options.clientLatencyNanosBase() : options.latencyNanosBase();
        latencyTail = stream ? options.clientLatencyNanosTail() : options.latencyNanosTail();
        ownLoss = stream ? 0 : options.loss();
        ownDuplication = stream ? 0 : options.duplication();
        fifo = options.fifo();
    }

    boolean stream() {
        return stream;
    }

    /** Nothing is wrong with it any more. */
    void heal() {
        cut = false;
        loss = 0;
        duplication = 0;
        extraLatency = 0;
        jitter = 0;
        limit(0);
    }

    void limit(long bytesPerSecond) {
        bandwidth = bytesPerSecond;
        freeAt = 0;
    }

    /** Whether what would leave now would wait too long for what left before it. A stream's sender waits itself. */
    boolean isFull(long now) {
        return bandwidth > 0 && !stream && freeAt - now > QUEUE_NANOS;
    }

    long countSent() {
        return sent++;
    }

    /** A probe is to tell what was done to the link: only that loses it. */
    boolean loses(boolean probe) {
        boolean byItself = !probe && dice.happens(ownLoss);
        return dice.happens(loss) || byItself;
    }

    boolean doubles() {
        boolean byItself = dice.happens(ownDuplication);
        boolean twice = dice.happens(duplication) || byItself;
        if (twice) {
            duplicated++;
        }
        return twice;
    }

    /**
     * When what leaves at {@code departure} arrives.
     *
     * @param ordered whether it may not overtake what left before it, on a link that keeps order
     */
    long arrival(long departure, int bytes, boolean ordered) {
        long out = departure;
        if (bandwidth > 0) {
            freeAt = Math.max(freeAt, departure) + (long) (bytes * 1e9 / bandwidth);
            out = freeAt;
        }
        long latency = latencyBase + dice.tail(latencyTail) + extraLatency;
        if (jitter > 0) {
            latency += dice.nextLong(-jitter, jitter + 1);
        }
        long arrival = out + Math.max(latency, 0);
        if (fifo && ordered) {
            arrival = Math.max(arrival, lastArrival);
            lastArrival = arrival;
        }
        return arrival;
    }

    void countDelivered(long sequence, long latency) {
        latencyMin = delivered == 0 ? latency : Math.min(latencyMin, latency);
        latencyMax = Math.max(latencyMax, latency);
        latencySum += latency;
        delivered++;
        if (sequence < latestDelivered) {
            reordered++;
        }
        latestDelivered = Math.max(latestDelivered, sequence);
    }

    void countDropped(Drop reason) {
        switch (reason) {
            case CUT -> dropsByCut++;
            case LOSS -> dropsByLoss++;
            case DOWN -> dropsByDown++;
            case OVERFLOW -> dropsByOverflow++;
        }
    }

    LinkCounters counters() {
        return new LinkCounters(
                sent,
                delivered,
                dropsByCut,
                dropsByLoss,
                dropsByDown,
                dropsByOverflow,
                duplicated,
                reordered,
                latencySum,
                latencyMin,
                latencyMax);
    }
}
