package dev.faultline.node.sim;

/**
 * What one directed link did since the world began. Probes count like messages. What is neither delivered nor dropped is on its way.
 *
 * @param sent how many packets were given to it; a duplicate is not one
 * @param delivered how many came out and were taken, duplicates included
 * @param cut how many were dropped because it was cut
 * @param lost how many it lost
 * @param down how many found nobody
 * @param overflowed how many found too many waiting
 * @param duplicated how many it doubled
 * @param reordered how many came out after one that was sent later
 * @param latencyNanosSum of those delivered, from leaving to arriving
 * @param latencyNanosMin the least of them; 0 when there are none
 * @param latencyNanosMax the greatest of them; 0 when there are none
 */
public record LinkCounters(
        long sent,
        long delivered,
        long cut,
        long lost,
        long down,
        long overflowed,
        long duplicated,
        long reordered,
        long latencyNanosSum,
        long latencyNanosMin,
        long latencyNanosMax) {}
