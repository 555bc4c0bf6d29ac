package dev.faultline.node.sim;

/**
 * What a disk did since the world began.
 *
 * @param syncs how many syncs of files and of the directory succeeded, lies included
 * @param lies how many of them made nothing durable
 * @param syncNanosSum how long all syncs took
 * @param appends how many appends succeeded
 * @param refusals how many appends found it full
 * @param readErrors how many reads failed
 * @param writeErrors how many appends, truncations, renames and deletions failed
 * @param syncErrors how many syncs failed
 */
public record DiskCounters(
        long syncs,
        long lies,
        long syncNanosSum,
        long appends,
        long refusals,
        long readErrors,
        long writeErrors,
        long syncErrors) {}
