package dev.faultline.node.sim;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The files of one node: what the process sees, and how to get back from there to what is durable. A crash keeps of each file's changes
 * that are not durable a drawn number of the oldest, of the next one, if it is an append, a drawn prefix whose last sector may hold
 * anything; of the directory's changes a drawn number of the oldest. While a sync lasts, its process does nothing else; a crash that
 * comes before its end finds nothing of it durable.
 */
public final class SimulatedDisk implements Storage {
    private final Pace pace;
    private final WorldOptions options;
    private final Dice latency;
    private final Dice failing;
    private final Dice losing;
    private SimulatedDirectory directory = new SimulatedDirectory();
    private DiskFaults faults;

    private long syncEnds;
    private long syncs;
    private long lies;
    private long syncNanos;
    private long appends;
    private long refusals;
    private long readErrors;
    private long writeErrors;
    private long syncErrors;

    SimulatedDisk(Pace pace, WorldOptions options, Dice latency, Dice failing, Dice losing) {
        this.pace = pace;
        this.options = options;
        this.latency = latency;
        this.failing = failing;
        this.losing = losing;
        faults = new DiskFaults(options.diskBytes());
    }

    /** A disk outside any world, on which nothing takes time: for tests of what stores on it. */
    public static SimulatedDisk alone(RandomGenerator dice) {
        Dice draws = new Dice(dice);
        WorldOptions options = WorldOptions.instant();
        return new SimulatedDisk(new Pace(new EventQueue()), options, draws, draws, draws);
    }

    // What its process does with it.

    @Override
    public List<String> list() {
        mayFail(faults.readErrors, "the directory");
        return List.copyOf(directory.files.keySet());
    }

    @Override
    public long size(String file) {
        SimulatedFile found = directory.files.get(file);
        return found == null ? -1 : found.size();
    }

    @Override
    public byte[] read(String file, long offset, int length) {
        mayFail(faults.readErrors, file);
        return existing(file).read(offset, length);
    }

    @Override
    public void append(String file, byte[] bytes) {
        long now = settle();
        if (used() + bytes.length > faults.capacity) {
            refusals++;
            throw new StorageException("no space left on the device to write " + file, true);
        }
        SimulatedFile found = directory.files.get(file);
        if (found == null) {
            found = directory.create(now, file);
        }
        found.unsynced.settle(pace.settled());
        if (failing.happens(faults.writeErrors)) {
            writeErrors++;
            found.append(now, bytes, failing.nextInt(bytes.length + 1));
            throw new StorageException("input/output error writing " + file, false);
        }
        found.append(now, bytes, bytes.length);
        appends++;
    }

    @Override
    public void truncate(String file, long size) {
        long now = settle();
        mayFailToWrite(file);
        existing(file).truncate(now, size);
    }

    @Override
    public void rename(String file, String name) {
        long now = settle();
        mayFailToWrite(file);
        directory.rename(now, file, name, existing(file));
    }

    @Override
    public void delete(String file) {
        long now = settle();
        mayFailToWrite(file);
        directory.delete(now, file, existing(file));
    }

    @Override
    public void sync(String file) {
        SimulatedFile found = existing(file);
        if (!sync(found.unsynced)) {
            found.failSync(failing);
            throw new StorageException("input/output error syncing " + file, false);
        }
    }

    @Override
    public void syncDirectory() {
        if (!sync(directory.unsynced)) {
            throw new StorageException("input/output error syncing the directory", false);
        }
    }

    private boolean sync(ChangeLog log) {
        long began = settle();
        log.settle(pace.settled());
        long takes = (long) ((options.syncNanosBase() + latency.tail(options.syncNanosTail())) * faults.factor)
                + faults.extraNanos;
        pace.spend(takes);
        syncEnds = pace.nanos();
        syncNanos += takes;
        if (failing.happens(faults.syncErrors)) {
            syncErrors++;
            return false;
        }
        syncs++;
        if (faults.lies) {
            lies++;
        } else {
            log.sync(began, pace.nanos());
            log.settle(pace.settled());
        }
        return true;
    }

    // What is done to it.

    /** Lets all files together have so many bytes; what goes beyond is refused as on a full disk. */
    public void capacity(long bytes) {
        faults.capacity = bytes;
    }

    /** Makes those fractions of reads, of writes (of names too) and of syncs fail with an I/O error. */
    public void fail(double reads, double writes, double syncs) {
        WorldOptions.fraction("reads", reads, 1);
        WorldOptions.fraction("writes", writes, 1);
        WorldOptions.fraction("syncs", syncs, 1);
        faults.readErrors = reads;
        faults.writeErrors = writes;
        faults.syncErrors = syncs;
    }

    /** Makes syncs take so many times as long. */
    public void slow(double factor) {
        if (!(factor >= 0 && factor <= 1e6)) {
            throw new IllegalArgumentException("factor must be from 0 to 1000000, not " + factor);
        }
        faults.factor = factor;
    }

    /** Makes each sync take so much longer. */
    public void slowBy(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("nanos must be 0 or more, not " + nanos);
        }
        faults.extraNanos = nanos;
    }

    /** Makes syncs succeed and make nothing durable. */
    public void lie(boolean lies) {
        faults.lies = lies;
    }

    /** Ends capacity, fail, slow and lie. What is not durable stays so until the next sync. */
    public void heal() {
        faults = new DiskFaults(options.diskBytes());
    }

    /** Changes a drawn bit of what is durable in a file; empty when the file has nothing durable. */
    public Optional<Damage> flip(String file) {
        return damageable(file) ? Optional.of(existing(file).flip(file, losing)) : Optional.empty();
    }

    /** Lets a file end at a drawn earlier place, durably; empty when the file has nothing durable. */
    public Optional<Damage> shorten(String file) {
        return damageable(file) ? Optional.of(existing(file).shorten(file, losing)) : Optional.empty();
    }

    private boolean damageable(String file) {
        settle();
        SimulatedFile found = directory.files.get(file);
        if (found == null) {
            return false;
        }
        found.unsynced.settle(pace.settled());
        return found.durable() > 0;
    }

    /** What a byte that were written and synced now would meet: {@code full}, {@code error}, {@code lie} or {@code done}. */
    public String probe() {
        if (used() + 1 > faults.capacity) {
            return "full";
        }
        if (faults.writeErrors == 1 || faults.syncErrors == 1) {
            return "error";
        }
        return faults.lies ? "lie" : "done";
    }

    /** How much longer than of itself a sync would take now. */
    public long probeExtraNanos() {
        return faults.extraNanos;
    }

    /** Whether a sync is under way that has yet to make something of a file durable: a loss of power now costs that. */
    public boolean syncing() {
        long now = pace.settled();
        return now < syncEnds && directory.files.values().stream().anyMatch(file -> file.unsynced.awaitsSync(now));
    }

    /** Another disk, with nothing on it, takes this one's place; only while no process runs. */
    public void wipe() {
        directory = new SimulatedDirectory();
    }

    /** The files there are, whatever is wrong with the disk. */
    public List<String> files() {
        return List.copyOf(directory.files.keySet());
    }

    /** What a process would see in a file, whatever is wrong with the disk. */
    public byte[] content(String file) {
        SimulatedFile found = existing(file);
        return found.read(0, found.size());
    }

    /** How many bytes all files have together. */
    public long used() {
        long sum = 0;
        for (SimulatedFile file : directory.files.values()) {
            sum += file.size();
        }
        return sum;
    }

    public DiskCounters counters() {
        return new DiskCounters(syncs, lies, syncNanos, appends, refusals, readErrors, writeErrors, syncErrors);
    }

    /** The power goes: what is not durable is lost, but for a drawn part. For disks outside any world; else {@link World#crash}. */
    public CrashReport crash() {
        return crash(0, 0, PowerLoss.DRAWN);
    }

    CrashReport crash(int node, long incarnation, PowerLoss loss) {
        exit();
        List<String> names = directory.crash(losing);
        List<CrashReport.FileLoss> files = new ArrayList<>();
        long now = pace.settled();
        directory.files.forEach((name, file) -> {
            // A file whose deletion was undone has not been looked at by exit().
            file.unsynced.settle(now);
            file.unsynced.withdraw(now);
            if (file.mayLose()) {
                files.add(file.crash(name, loss, losing));
            }
        });
        return new CrashReport(node, incarnation, files, names);
    }

    /** The process is gone and the machine is not: what it would have done later is not done. */
    void exit() {
        long now = pace.settled();
        directory.unsynced.settle(now);
        directory.unsynced.withdraw(now);
        for (SimulatedFile file : directory.files.values()) {
            file.unsynced.settle(now);
            file.unsynced.withdraw(now);
        }
    }

    /** Forgets how to undo what has become durable; the time at which the caller is. */
    private long settle() {
        long now = pace.settled();
        if (!directory.unsynced.isEmpty()) {
            directory.unsynced.settle(now);
        }
        return pace.nanos();
    }

    private SimulatedFile existing(String file) {
        SimulatedFile found = directory.files.get(file);
        if (found == null) {
            throw new StorageException("there is no file " + file, false);
        }
        return found;
    }

    private void mayFail(double probability, String what) {
        if (failing.happens(probability)) {
            readErrors++;
            throw new StorageException("input/output error reading " + what, false);
        }
    }

    private void mayFailToWrite(String what) {
        if (failing.happens(faults.writeErrors)) {
            writeErrors++;
            throw new StorageException("input/output error changing " + what, false);
        }
    }
}
