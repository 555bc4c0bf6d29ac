package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageContract;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.HardState;
import dev.faultline.node.raft.SnapshotInfo;
import dev.faultline.node.store.DurableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest extends StorageContract {
    @TempDir
    Path directory;

    private FileStorage storage;

    @BeforeEach
    void open() {
        storage = FileStorage.open(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Override
    protected Storage storage() {
        return storage;
    }

    @Override
    protected Storage again() {
        storage.close();
        open();
        return storage;
    }

    @Test
    void a_directory_belongs_to_one_process() {
        assertThatThrownBy(() -> FileStorage.open(directory.resolve("data")))
                .isInstanceOf(StorageException.class)
                .hasMessageEndingWith("is in use by another process");
    }

    @Test
    void names_stay_in_the_directory() {
        assertThatThrownBy(() -> storage.append("../a", new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.append(".lock", new byte[1])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_persistent_state_of_a_server_is_found_again() {
        DurableStore store = DurableStore.open(storage, 500, Set.of(), event -> {});
        store.save(new HardState(4, 2));
        for (long index = 1; index <= 20; index++) {
            store.append(List.of(new Entry(index, 4, Entry.Kind.COMMAND, new byte[50])));
            store.sync();
        }
        store.saveSnapshot(new SnapshotInfo(15, 4, new byte[3]), new byte[1000]);
        store.compactTo(15);
        DurableStore found = DurableStore.open(again(), 500, Set.of(), event -> {});
        assertThat(found.hardState()).isEqualTo(new HardState(4, 2));
        assertThat(found.firstIndex()).isBetween(2L, 16L);
        assertThat(found.lastIndex()).isEqualTo(20);
        assertThat(found.entry(20).data()).hasSize(50);
        assertThat(found.snapshotChunk(0, 2000)).hasSize(1000);
    }
}
