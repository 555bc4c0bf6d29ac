package dev.faultline.node.leader;

import dev.faultline.node.protocol.Request;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;

/** What nodes send each other. The first byte tells whether it is Raft's or the program's own. */
sealed interface PeerMessage {

    int RAFT = 0;

    byte[] encode();

    /** A message of Raft. */
    record Consensus(byte[] message) implements PeerMessage {
        @Override
        public byte[] encode() {
            return new ByteWriter(1 + message.length).u8(RAFT).raw(message).toBytes();
        }
    }

    /**
     * A client's request for the leader.
     *
     * @param id of the request at the node that was asked, unlike that of any other and of any earlier process of that node
     * @param attempt the how manieth forwarding of this request
     * @param term in which the addressee is taken for the leader; it is for no other term, so that one which says that it does not lead in it
     *     has refused for good, whatever copies of the message are still under way
     */
    record Forward(long id, int attempt, long term, Request request) implements PeerMessage {
        static final int KIND = 1;

        @Override
        public byte[] encode() {
            ByteWriter to =
                    new ByteWriter().u8(KIND).fixed64(id).varint(attempt).varint(term);
            to.u8(request.kind());
            request.encode(to);
            return to.toBytes();
        }

        @Override
        public String toString() {
            return "forward " + request + (attempt > 1 ? " again" : "");
        }
    }

    /** What came of a forwarded request. */
    record Answer(long id, int attempt, Outcome outcome) implements PeerMessage {
        static final int KIND = 2;

        @Override
        public byte[] encode() {
            ByteWriter to = new ByteWriter().u8(KIND).fixed64(id).varint(attempt);
            outcome.encode(to);
            return to.toBytes();
        }

        @Override
        public String toString() {
            if (outcome instanceof Outcome.Final served) {
                return "answer " + served.response();
            }
            return outcome instanceof Outcome.NotServed not ? "not served: " + not.reason() : "answer: lost";
        }
    }

    /** The leader gives a node a task, and does so again until that has been done or given up. */
    record Dispatch(long task, long attempt) implements PeerMessage {
        static final int KIND = 3;

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(KIND).varint(task).varint(attempt).toBytes();
        }

        @Override
        public String toString() {
            return "do task " + task + " (attempt " + attempt + ")";
        }
    }

    /** A node works on a task, or has done the work. */
    record Progress(long task, long attempt, boolean done) implements PeerMessage {
        static final int KIND = 4;

        @Override
        public byte[] encode() {
            return new ByteWriter()
                    .u8(KIND)
                    .varint(task)
                    .varint(attempt)
                    .bool(done)
                    .toBytes();
        }

        @Override
        public String toString() {
            return (done ? "done with task " : "working on task ") + task + " (attempt " + attempt + ")";
        }
    }

    /**
     * @throws MalformedException when it is none
     */
    static PeerMessage decode(byte[] message) {
        ByteReader from = new ByteReader(message);
        int kind = from.u8();
        PeerMessage decoded = switch (kind) {
            case RAFT -> new Consensus(from.rest());
            case Forward.KIND ->
                new Forward(from.fixed64(), from.natural(), from.varint(), Request.decode(from.u8(), from));
            case Answer.KIND -> new Answer(from.fixed64(), from.natural(), Outcome.decode(from));
            case Dispatch.KIND -> new Dispatch(from.varint(), from.varint());
            case Progress.KIND -> new Progress(from.varint(), from.varint(), from.bool());
            default -> throw new MalformedException("no message of kind " + kind);
        };
        from.end();
        return decoded;
    }
}
