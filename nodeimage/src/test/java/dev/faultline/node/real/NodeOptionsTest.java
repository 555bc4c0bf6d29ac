package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeOptionsTest {
    private static final List<String> GOOD =
            List.of("--id", "2", "--peers", "1=a:7001,2=b:7002", "--client-port", "8000", "--data", "/d");

    private static NodeOptions parse(String... more) {
        List<String> all = new ArrayList<>(GOOD);
        all.addAll(List.of(more));
        return NodeOptions.parse(all.toArray(String[]::new));
    }

    @Test
    void a_member_listens_where_its_peers_look_for_it() {
        NodeOptions options = parse("--option", "a=1", "--option", "b=x=y", "--program", "p");
        assertThat(options.self()).isEqualTo(2);
        assertThat(options.address()).isEqualTo(new Address("b", 7002));
        assertThat(options.members())
                .containsEntry(1, "a:7001")
                .containsEntry(2, "b:7002")
                .hasSize(2);
        assertThat(options.clientPort()).isEqualTo(8000);
        assertThat(options.data()).isEqualTo(Path.of("/d"));
        assertThat(options.program()).isEqualTo("p");
        assertThat(options.options())
                .containsEntry("a", "1")
                .containsEntry("b", "x=y")
                .hasSize(2);
    }

    @Test
    void a_node_that_joins_says_where_it_listens() {
        NodeOptions options = NodeOptions.parse(
                "--id", "3", "--peers", "1=a:1", "--address", "c:3", "--client-port", "8000", "--data", "/d");
        assertThat(options.address()).isEqualTo(new Address("c", 3));
        assertThat(options.members()).containsOnlyKeys(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --peers 1=a:1 --client-port 8 --data d        | --id is missing; usage
            --id 0 --peers 1=a:1                          | --id must be a number from 1 to
            --id x --peers 1=a:1                          | --id must be a number from 1 to
            --id 1 --peers 1                              | --peers must be NAME=VALUE but is 1
            --id 1 --peers 1=a                            | --peers: must be host:port but is a
            --id 1 --peers 1=a:0                          | --peers: must be host:port with a port from 1 to 65535
            --id 1 --peers 1=a:1,1=b:1                    | --peers gives 1 twice
            --id 1 --peers z=a:1                          | --peers must be a number from 1 to
            --id 1 --id 2                                 | --id is given twice
            --id 1 --peers 1=a:1 --client-port 70000      | --client-port must be a number from 1 to 65535
            --id 2 --peers 1=a:1 --client-port 8 --data d | --address is needed, as --peers does not name node 2
            --verbose yes                                 | unknown option --verbose; usage
            --id                                          | --id needs a value
            --option a                                    | --option must be NAME=VALUE but is a
            """)
    void what_cannot_be_used_is_said_in_one_line(String arguments, String message) {
        assertThatThrownBy(() -> NodeOptions.parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
