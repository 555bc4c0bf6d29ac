package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user got wrong is told in one line that names the option and what is allowed, and nothing is started. */
class BadArgumentsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    run --system ectd                      | --system: no system "ectd". Did you mean etcd? (
                    run --system oracle                    | --system: no system "oracle". (
                    run --workload registr                 | --workload: no workload "registr". Did you mean register? (
                    run --workload set                     | --workload: set does not run on etcd (lock, register)
                    run --system zookeeper --faults slow   | --faults: no fault of zookeeper "slow".
                    run --system zookeeper --workload lock | --workload: lock does not run on zookeeper
                    run --workload lock --option lease=1   | --option lease: "1" is not allowed (a whole number, 2 or more)
                    run --workload lock --option fencing=1 | --option fencing: "1" is not allowed (token, none)
                    run --system redis --option durability=some | --option durability: "some" is not allowed (none, wait)
                    run --provider cloud                   | --provider: no provider "cloud"
                    run --provider sim                     | --provider: etcd runs on docker, not on sim
                    run --system single-leader --provider docker | --provider: single-leader runs on sim, not on docker
                    run --system single-leader --faults pressure | --faults: no fault of provider sim "pressure".
                    run --system single-leader --faults connection | --faults: no fault of provider sim "connection".
                    run --system single-leader --option reads=stale | --option reads: "stale" is not allowed (index, lease, log, local)
                    run --system single-leader --option bug=typo | --option bug: "typo" is not allowed (none,
                    run --system single-leader --option election-millis=-5 | --option election-millis: "-5" is not allowed (a whole number, 3 or more)
                    run --system single-leader --option election-millis=100 | --option election-millis: at least three times heartbeat-millis, 150, not 100
                    run --system single-leader --option window=1001 | --option window: a whole number from 1 to 1000, not "1001"
                    run --system single-leader --option bug=lease-without-drift-bound | --option bug: lease-without-drift-bound is nothing without reads=lease
                    run --system single-leader --option snapshot-entries=0 | --option snapshot-entries: "0" is not allowed
                    run --faults partitoin                 | --faults: no fault "partitoin". Did you mean partition?
                    run --faults kill,flood                | --faults: no fault "flood".
                    run --faults partition --nodes 1       | --faults: a partition needs at least 2 nodes
                    run --faults loss --nodes 1            | --faults: a loss needs at least 2 nodes
                    run --faults lost                      | --faults: no fault "lost". Did you mean loss?
                    run --schedule nowhere.json            | --schedule: nowhere.json: no such file
                    run --schedule pom.xml                 | --schedule: pom.xml:1: Unexpected character
                    run --schedule pom.xml --faults kill   | --schedule: says which faults come when; leave out --faults
                    run --schedule pom.xml --targets one   | --schedule: says which faults come when; leave out --targets
                    run --schedule pom.xml --fault-interval 1s | --schedule: says which faults come when; leave out --fault-interval
                    run --targets leadr                    | --targets: no target "leadr". Did you mean leader?
                    run --targets ,                        | --targets: name at least one
                    run --rate -5                          | --rate
                    run --rate 0                           | --rate: must be more than 0
                    run --rate NaN                         | --rate: must be more than 0
                    run --rate fast                        | --rate
                    run --nodes 0                          | --nodes: must be 1 to 20, not 0
                    run --nodes -3                         | --nodes
                    run --system postgres --workload bank --nodes 5 | --nodes: must be 1 for postgres, not 5
                    run --system postgres --workload register | --workload: register does not run on postgres (append, bank)
                    check pom.xml --model list-append --key-by value-tuple | --key-by: is for linearizability; leave it out
                    run --nodes 21                         | --nodes: must be 1 to 20, not 21
                    run --concurrency 2x                   | --concurrency: "2x" is no number of clients
                    run --concurrency 0                    | --concurrency: must be 1 to 1000 clients, not 0
                    run --concurrency 7                    | --concurrency: register needs a multiple of 10 clients
                    run --time-limit soon                  | --time-limit: "soon" is no duration
                    run --time-limit 0                     | --time-limit: must be more than zero
                    run --time-limit 1001h                 | --time-limit: must be at most 1000 h, not 3603600 s
                    run --fault-interval 1001h             | --fault-interval: must be 0 to 1000 h, not 3603600 s
                    run --op-timeout 0s                    | --op-timeout: must be more than zero
                    run --recovery-time -1s                | --recovery-time
                    run --system single-leader --workload counter --latency 0s | --latency: must be more than zero
                    run --system single-leader --workload counter --latency far | --latency: "far" is no duration
                    run --system single-leader --leave-running | --leave-running: a simulation ends with its run; leave it out
                    run --latency 20ms                     | --latency: the networks of docker are as they are (a simulation can choose; --faults slow makes others slower)
                    run --fault-interval 1d                | --fault-interval: "1d" is no duration
                    run --test-count 0                     | --test-count: must be 1 to 10000, not 0
                    run --seed lucky                       | --seed
                    run --objective recvery<10s            | --objective: no figure "recvery" (recovery, rto, after-heal,
                    run --objective p99<1s,rto             | --objective: "rto" is no objective (such as recovery<10s; one of < <= > >=)
                    run --objective recovery=10s           | --objective: no comparison "=" in "recovery=10s" (< <= > >=)
                    run --objective recovery<10            | --objective: "10" is no bound for recovery (a duration with its unit, such as 300ms, 10s or 2m)
                    run --objective lost-writes<1%         | --objective: "1%" is no bound for lost-writes (a whole number)
                    run --objective availability>=2        | --objective: "2" is no bound for availability (a percentage up to 100%, such as 99.5%)
                    run --option reads=dirty               | --option reads: "dirty" is not allowed (linearizable, serializable)
                    run --option raeds=linearizable        | --option: no option "raeds" here
                    run --option ops-per-key=0             | --option ops-per-key: "0" is not allowed (a whole number, 1 or more)
                    run --option reads                     | --option
                    run --results pom.xml/runs             | --results: cannot make a folder pom.xml/runs
                    run --colour red                       | --colour
                    rnu                                    | rnu
                    check --model cas-register             | FILE
                    check nowhere.edn                      | --model
                    check nowhere.edn --model cas-register | FILE: no file nowhere.edn
                    check nowhere.edn --model cas-registr  | --model: no model "cas-registr". Did you mean cas-register?
                    check pom.xml --model register --key-by colour | --key-by: none, value-tuple or a keyword such as :key, not "colour"
                    check pom.xml --model register --time-limit soon | --time-limit: "soon" is no duration
                    check pom.xml --model register         | pom.xml
                    check pom.xml --model register --algorithm zone | --algorithm: no algorithm "zone". Did you mean zones? (
                    check pom.xml --model register --consistency weak | --consistency: no consistency model "weak". (linearizable, sequential)
                    check pom.xml --model register --consistency sequential --algorithm zones | --algorithm: is for linearizability
                    check pom.xml --model register --nil-reads maybe | --nil-reads: no meaning of a read of nil "maybe". (initial, nothing)
                    check pom.xml --model stack --nil-reads initial | --nil-reads: initial is for --model cas-register, register, not stack
                    check pom.xml --model register --memory lots | --memory: "lots" is no size (such as 512m or 4g; a bare number is bytes)
                    check pom.xml --model register --memory 900t | --memory: at most
                    check pom.xml --model register --explain pom.xml/pages | --explain: cannot make a folder pom.xml/pages
                    check src --model register             | FILE: no file in src ends in .edn, .json or .jsonl
                    check pom.xml --model list-append --memory 1g | --memory: is for linearizability; leave it out
                    trial --bugs nonsense                  | --bugs: no bug "nonsense". (ack-before-quorum, corruption-accepted,
                    trial --bugs vote-forgoten             | --bugs: no bug "vote-forgoten". Did you mean vote-forgotten?
                    trial --seeds 0                        | --seeds: must be 1 to 1000000, not 0
                    trial --seeds many                     | --seeds
                    trial --correct -1                     | --correct: must be 0 to 1000000, not -1
                    trial --results pom.xml/runs           | --results: cannot make a folder pom.xml/runs
                    replay nowhere                         | RUN: no run folder at nowhere
                    replay pom.xml                         | pom.xml: Unexpected character
                    replay src                             | RUN: src has no replay.json: only simulated runs that were not valid leave one
                    demo --provider nonsense               | --provider: no provider "nonsense". (docker, sim)
                    bench simulation --nodes 0             | --nodes
                    bench simulation --repeat 3            | --repeat: is for checkers; leave it out
                    bench                                  | WHAT
                    bench disks                            | WHAT: no benchmark "disks". (checkers, simulation)
                    bench checkers --only nonsense         | --only: no case has all of "nonsense" in its name
                    bench checkers --repeat 0              | --repeat: must be 1 to 1000, not 0
                    bench checkers --peer knossos --only set | --peer: no peer "knossos". (none, porcupine)
                    bench checkers --time-limit 0          | --time-limit: must be more than zero
                    bench checkers --memory lots           | --memory: "lots" is no size
                    bench checkers --histories nowhere     | --histories: no folder nowhere
                    generate                               | OBJECT
                    generate registr                       | OBJECT: no object "registr". Did you mean register? (
                    generate register --operations 5       | --operations: 10 to 100000000, not 5
                    generate register --operations many    | --operations
                    generate register --concurrency 0      | --concurrency: 1 to 1000, not 0
                    generate register --keys 0             | --keys: 1 to 100000, not 0
                    generate register --crash-rate 0.9     | --crash-rate: 0 to 0.5, not 0.9
                    generate register --values big         | --values: no kind of values "big". (small, unique)
                    generate register --violation early    | --violation: no violation "early". (late, none)
                    generate register --out nowhere/h.edn  | --out: cannot write nowhere/h.edn
                    analyze nowhere                        | RUN: no run folder at nowhere
                    analyze src                            | RUN: src holds no run to judge
                    provision --system ectd                | --system: no system "ectd". Did you mean etcd?
                    report                                 | RUN
                    report nowhere                         | RUN: no run folder at nowhere
                    report src                             | RUN: src holds no run: test.json is not there
                    serve --results nowhere                | --results: no folder nowhere
                    serve --port 65536                     | --port: must be 0 to 65535, not 65536
                    serve --port web                       | --port
                    serve --host not..a..host --results src | --host: no address not..a..host
                    verify                                 | ./faultline verify
                    """)
    void are_told_in_one_line_with_exit_code_254(String command, String complaint) {
        Terminal.Ended ended = Terminal.run(command.split(" "));
        assertThat(ended.err())
                .as("out: %s", ended.out())
                .singleElement()
                .asString()
                .contains(complaint);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }
}
