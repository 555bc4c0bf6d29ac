package dev.faultline.node.real;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of a real directory, which belongs to one process at a time: it holds a lock until it is closed or the process ends. Files whose
 * names begin with a dot are not the program's.
 */
final class FileStorage implements Storage, AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel lock;
    private final Map<String, FileChannel> open = new HashMap<>();

    private FileStorage(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes the directory if there is none.
     *
     * @throws StorageException when that fails or another process uses it
     */
    static FileStorage open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new StorageException(directory + " is in use by another process", false);
            }
            return new FileStorage(directory, lock);
        } catch (IOException e) {
            throw failure("cannot open " + directory, e);
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public List<String> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure("cannot list " + directory, e);
        }
    }

    @Override
    public long size(String file) {
        try {
            return Files.exists(path(file)) ? Files.size(path(file)) : -1;
        } catch (IOException e) {
            throw failure("cannot size " + file, e);
        }
    }

    @Override
    public byte[] read(String file, long offset, int length) {
        try {
            FileChannel channel = channel(file);
            long there = Math.max(0, channel.size() - offset);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, there));
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
                // Until it is full or the file ends.
            }
            return bytes.array();
        } catch (IOException e) {
            throw failure("cannot read " + file, e);
        }
    }

    @Override
    public void append(String file, byte[] bytes) {
        try {
            FileChannel channel = channel(file, StandardOpenOption.CREATE);
            long end = channel.size();
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                end += channel.write(left, end);
            }
        } catch (IOException e) {
            throw failure("cannot append to " + file, e);
        }
    }

    @Override
    public void truncate(String file, long size) {
        try {
            channel(file).truncate(size);
        } catch (IOException e) {
            throw failure("cannot truncate " + file, e);
        }
    }

    @Override
    public void rename(String file, String name) {
        try {
            forget(name);
            forget(file);
            Files.move(path(file), path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("cannot rename " + file, e);
        }
    }

    @Override
    public void delete(String file) {
        try {
            forget(file);
            Files.delete(path(file));
        } catch (IOException e) {
            throw failure("cannot delete " + file, e);
        }
    }

    @Override
    public void sync(String file) {
        try {
            channel(file).force(true);
        } catch (IOException e) {
            throw failure("cannot sync " + file, e);
        }
    }

    @Override
    public void syncDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failure("cannot sync " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            for (String file : List.copyOf(open.keySet())) {
                forget(file);
            }
            lock.close();
        } catch (IOException e) {
            throw failure("cannot close " + directory, e);
        }
    }

    private FileChannel channel(String file, StandardOpenOption... more) throws IOException {
        @Nullable FileChannel known = open.get(file);
        if (known != null) {
            return known;
        }
        StandardOpenOption[] options = Stream.concat(
                        Stream.of(StandardOpenOption.READ, StandardOpenOption.WRITE), Stream.of(more))
                .toArray(StandardOpenOption[]::new);
        FileChannel channel = FileChannel.open(path(file), options);
        open.put(file, channel);
        return channel;
    }

    private void forget(String file) throws IOException {
        @Nullable FileChannel channel = open.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    private Path path(String file) {
        if (file.isEmpty() || file.startsWith(".") || file.contains("/")) {
            throw new IllegalArgumentException("file must be a plain name without a leading dot but is " + file);
        }
        return directory.resolve(file);
    }

    private static StorageException failure(String what, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        // The operating system's error number does not get this far, only its words.
        String words = why.toLowerCase(Locale.ROOT);
        boolean full = words.contains("no space left") || words.contains("quota exceeded");
        StorageException failure = new StorageException(what + ": " + why, full);
        failure.initCause(e);
        return failure;
    }
}
