package dev.faultline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every storage does alike, when nothing fails. */
public abstract class StorageContract {

    /** One that is empty. */
    protected abstract Storage storage();

    /** The same files, as a process that is started again without a crash finds them. */
    protected abstract Storage again();

    @Test
    void a_new_one_has_no_files() {
        assertThat(storage().list()).isEmpty();
        assertThat(storage().size("a")).isEqualTo(-1);
    }

    @Test
    void appending_makes_a_file_and_adds_to_its_end() {
        storage().append("a", new byte[] {1, 2});
        storage().append("a", new byte[] {3});
        assertThat(storage().size("a")).isEqualTo(3);
        assertThat(storage().read("a", 0, 10)).containsExactly(1, 2, 3);
    }

    @Test
    void appending_nothing_makes_an_empty_file() {
        storage().append("a", new byte[0]);
        assertThat(storage().list()).containsExactly("a");
        assertThat(storage().size("a")).isZero();
        assertThat(storage().read("a", 0, 10)).isEmpty();
    }

    @Test
    void reading_gives_as_many_bytes_as_there_are() {
        storage().append("a", new byte[] {1, 2, 3, 4});
        assertThat(storage().read("a", 1, 2)).containsExactly(2, 3);
        assertThat(storage().read("a", 3, 9)).containsExactly(4);
        assertThat(storage().read("a", 4, 1)).isEmpty();
        assertThat(storage().read("a", 9, 1)).isEmpty();
    }

    @Test
    void names_are_sorted() {
        for (String name : new String[] {"b", "a-2", "c", "a-10"}) {
            storage().append(name, new byte[] {1});
        }
        assertThat(storage().list()).containsExactly("a-10", "a-2", "b", "c");
    }

    @Test
    void what_is_truncated_is_gone_and_appending_goes_on_there() {
        storage().append("a", new byte[] {1, 2, 3, 4});
        storage().truncate("a", 2);
        assertThat(storage().read("a", 0, 9)).containsExactly(1, 2);
        storage().append("a", new byte[] {5});
        assertThat(storage().read("a", 0, 9)).containsExactly(1, 2, 5);
    }

    @Test
    void a_renamed_file_replaces_the_one_that_had_the_name() {
        storage().append("a", new byte[] {1});
        storage().append("b", new byte[] {2, 2});
        storage().rename("a", "b");
        assertThat(storage().list()).containsExactly("b");
        assertThat(storage().read("b", 0, 9)).containsExactly(1);
        storage().append("b", new byte[] {3});
        storage().append("a", new byte[] {4});
        assertThat(storage().read("b", 0, 9)).containsExactly(1, 3);
        assertThat(storage().read("a", 0, 9)).containsExactly(4);
    }

    @Test
    void a_deleted_file_is_gone_and_can_be_made_anew() {
        storage().append("a", new byte[] {1, 2});
        storage().delete("a");
        assertThat(storage().list()).isEmpty();
        storage().append("a", new byte[] {3});
        assertThat(storage().read("a", 0, 9)).containsExactly(3);
    }

    @Test
    void files_that_are_not_there_are_not_read_cut_moved_or_deleted() {
        assertThatThrownBy(() -> storage().read("a", 0, 1)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> storage().truncate("a", 0)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> storage().rename("a", "b")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> storage().delete("a")).isInstanceOf(RuntimeException.class);
        assertThat(storage().list()).isEmpty();
    }

    @Test
    void all_is_there_when_the_process_is_started_again() {
        storage().append("a", new byte[] {1});
        storage().append("b", new byte[] {2});
        storage().sync("a");
        storage().rename("b", "c");
        storage().syncDirectory();
        storage().append("a", new byte[] {3});
        Storage again = again();
        assertThat(again.list()).containsExactly("a", "c");
        assertThat(again.read("a", 0, 9)).containsExactly(1, 3);
        assertThat(again.read("c", 0, 9)).containsExactly(2);
        again.append("c", new byte[] {4});
        assertThat(again.read("c", 0, 9)).containsExactly(2, 4);
    }
}
