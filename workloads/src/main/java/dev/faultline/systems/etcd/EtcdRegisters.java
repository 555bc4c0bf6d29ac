package dev.faultline.systems.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.client.Registers;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Registers as keys of etcd, asked of one member. */
final class EtcdRegisters implements Registers {
    private final EtcdConnection connection;
    private final KV kv;
    private final GetOption reading;

    EtcdRegisters(String endpoint, boolean serializable, Duration timeout) {
        this.connection = new EtcdConnection(endpoint, timeout);
        this.kv = connection.client().getKVClient();
        this.reading = GetOption.builder().withSerializable(serializable).build();
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
        GetResponse response = connection.await(kv.get(bytes(key), reading));
        return response.getKvs().isEmpty()
                ? null
                : Long.valueOf(response.getKvs().get(0).getValue().toString(UTF_8));
    }

    @Override
    public void write(String key, long value) throws Exception {
        connection.await(kv.put(bytes(key), bytes(value)));
    }

    @Override
    public boolean compareAndSet(String key, long expected, long value) throws Exception {
        return connection
                .await(kv.txn()
                        .If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.value(bytes(expected))))
                        .Then(Op.put(bytes(key), bytes(value), PutOption.DEFAULT))
                        .commit())
                .isSucceeded();
    }

    @Override
    public void close() {
        connection.close();
    }

    private static ByteSequence bytes(String key) {
        return ByteSequence.from("register/" + key, UTF_8);
    }

    private static ByteSequence bytes(long value) {
        return ByteSequence.from(Long.toString(value), UTF_8);
    }
}
