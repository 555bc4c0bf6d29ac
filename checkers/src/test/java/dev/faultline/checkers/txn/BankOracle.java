package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import java.util.List;
import java.util.Map;

/** What a bank's history means, event by event: every answer to a read is added up. */
final class BankOracle {
    int reads;
    int wrong;
    long furthest;

    /** The position of the first answer that is wrong; -1 when none is. */
    int first = -1;

    BankOracle(History history, int accounts, long balance) {
        List<Event> events = history.events();
        for (int rank = 0; rank < events.size(); rank++) {
            Event event = events.get(rank);
            if (event.type() != EventType.OK || !event.function().equals("read")) {
                continue;
            }
            reads++;
            Map<?, ?> shown = (Map<?, ?>) event.value();
            long sum = 0;
            boolean amiss = shown.size() != accounts;
            for (long account = 0; account < accounts; account++) {
                if (shown.get(account) instanceof Long there) {
                    sum += there;
                    amiss |= there < 0;
                } else {
                    amiss = true;
                }
            }
            for (Map.Entry<?, ?> entry : shown.entrySet()) {
                long account = (Long) entry.getKey();
                if (account < 0 || account >= accounts) {
                    sum += (Long) entry.getValue();
                }
            }
            furthest = Math.max(furthest, Math.abs(sum - accounts * balance));
            if (amiss || sum != accounts * balance) {
                wrong++;
                first = first < 0 ? rank : first;
            }
        }
    }

    String verdict() {
        return reads == 0 ? "unknown" : wrong > 0 ? "invalid" : "valid";
    }
}
