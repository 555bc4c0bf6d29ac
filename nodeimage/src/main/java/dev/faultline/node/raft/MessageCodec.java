package dev.faultline.node.raft;

import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import dev.faultline.node.raft.Message.AskReadIndex;
import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.Purpose;
import dev.faultline.node.raft.Message.ReadIndexIs;
import dev.faultline.node.raft.Message.RequestVote;
import dev.faultline.node.raft.Message.SnapshotReceived;
import dev.faultline.node.raft.Message.TimeoutNow;
import dev.faultline.node.raft.Message.Vote;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** Messages as bytes: a kind, the term, and the fields in order. */
final class MessageCodec {
    private static final int REQUEST_VOTE = 1;
    private static final int VOTE = 2;
    private static final int APPEND_ENTRIES = 3;
    private static final int APPENDED = 4;
    private static final int INSTALL_SNAPSHOT = 5;
    private static final int SNAPSHOT_RECEIVED = 6;
    private static final int TIMEOUT_NOW = 7;
    private static final int ASK_READ_INDEX = 8;
    private static final int READ_INDEX_IS = 9;

    private static final long NUMBER_MAX = Long.MAX_VALUE / 2;

    private MessageCodec() {}

    static byte[] encode(Message message) {
        ByteWriter out = new ByteWriter();
        if (message instanceof RequestVote m) {
            head(out, REQUEST_VOTE, m)
                    .varint(m.lastIndex())
                    .varint(m.lastTerm())
                    .u8(m.purpose().ordinal());
        } else if (message instanceof Vote m) {
            head(out, VOTE, m).bool(m.granted()).bool(m.preVote());
        } else if (message instanceof AppendEntries m) {
            encode(head(out, APPEND_ENTRIES, m), m);
        } else if (message instanceof Appended m) {
            head(out, APPENDED, m)
                    .bool(m.matched())
                    .varint(m.index())
                    .varint(m.prevIndex())
                    .varint(m.round());
        } else if (message instanceof InstallSnapshot m) {
            head(out, INSTALL_SNAPSHOT, m)
                    .varint(m.index())
                    .varint(m.indexTerm())
                    .bytes(m.configuration());
            out.varint(m.offset()).bytes(m.chunk()).bool(m.last()).varint(m.round());
        } else if (message instanceof SnapshotReceived m) {
            head(out, SNAPSHOT_RECEIVED, m)
                    .varint(m.index())
                    .varint(m.bytes())
                    .bool(m.installed())
                    .varint(m.round());
        } else if (message instanceof TimeoutNow m) {
            head(out, TIMEOUT_NOW, m);
        } else if (message instanceof AskReadIndex m) {
            head(out, ASK_READ_INDEX, m).fixed64(m.id());
        } else if (message instanceof ReadIndexIs m) {
            head(out, READ_INDEX_IS, m).fixed64(m.id()).signed(m.index());
        }
        return out.toBytes();
    }

    private static ByteWriter head(ByteWriter out, int kind, Message message) {
        return out.u8(kind).varint(message.term());
    }

    private static void encode(ByteWriter out, AppendEntries m) {
        out.varint(m.prevIndex()).varint(m.prevTerm()).varint(m.commit()).varint(m.round());
        out.varint(m.checkedIndex()).fixed64(m.digest()).varint(m.entries().size());
        for (Entry entry : m.entries()) {
            out.varint(entry.term()).u8(entry.kind().ordinal()).bytes(entry.data());
        }
    }

    static Message decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int kind = in.u8();
        long term = number(in);
        Message message = decode(in, kind, term);
        in.end();
        return message;
    }

    private static Message decode(ByteReader in, int kind, long term) {
        return switch (kind) {
            case REQUEST_VOTE -> new RequestVote(term, number(in), number(in), constant(Purpose.values(), in.u8()));
            case VOTE -> new Vote(term, in.bool(), in.bool());
            case APPEND_ENTRIES -> appendEntries(in, term);
            case APPENDED -> new Appended(term, in.bool(), number(in), number(in), number(in));
            case INSTALL_SNAPSHOT ->
                new InstallSnapshot(
                        term, number(in), number(in), configuration(in), number(in), in.bytes(), in.bool(), number(in));
            case SNAPSHOT_RECEIVED -> new SnapshotReceived(term, number(in), number(in), in.bool(), number(in));
            case TIMEOUT_NOW -> new TimeoutNow(term);
            case ASK_READ_INDEX -> new AskReadIndex(term, in.fixed64());
            case READ_INDEX_IS -> new ReadIndexIs(term, in.fixed64(), in.signed());
            default -> throw new MalformedException("no message of Raft is of kind " + kind);
        };
    }

    private static AppendEntries appendEntries(ByteReader in, long term) {
        long prevIndex = number(in);
        long prevTerm = number(in);
        long commit = number(in);
        long round = number(in);
        long checkedIndex = number(in);
        long digest = in.fixed64();
        int count = in.count();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            entries.add(entry(prevIndex + i, in));
        }
        return new AppendEntries(term, prevIndex, prevTerm, entries, commit, round, checkedIndex, digest);
    }

    private static Entry entry(long index, ByteReader in) {
        long term = number(in);
        Entry.Kind kind = constant(Entry.Kind.values(), in.u8());
        return new Entry(index, term, kind, kind == Entry.Kind.CONFIGURATION ? configuration(in) : in.bytes());
    }

    /** Looked into already here: once it is in the log it is too late to ignore it. */
    private static byte[] configuration(ByteReader in) {
        byte[] encoded = in.bytes();
        Configuration.decode(encoded);
        return encoded;
    }

    /** A term, an index or a count: neither negative nor so great that what follows it would be. */
    private static long number(ByteReader in) {
        long number = in.varint();
        if (number < 0 || number > NUMBER_MAX) {
            throw new MalformedException("no term, index or count: " + number);
        }
        return number;
    }

    private static <T> T constant(T[] all, int number) {
        if (number >= all.length) {
            throw new MalformedException("no constant " + number);
        }
        return all[number];
    }
}
