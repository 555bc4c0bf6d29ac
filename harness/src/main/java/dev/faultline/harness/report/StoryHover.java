package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;

/** Everything that is known of an entry, in one line. */
final class StoryHover {
    private static final int TEXT_CHARS = 200;

    private StoryHover() {}

    static String of(Message message) {
        return StoryText.seconds(message.sent()) + " " + StoryText.name(message.from()) + " → "
                + StoryText.name(message.to()) + ": " + Shown.cut(message.text(), TEXT_CHARS) + ", "
                + StoryText.ended(message);
    }

    static String of(Event event) {
        return StoryText.seconds(event.time()) + " " + StoryText.name(event.node()) + " " + StoryText.name(event.kind())
                + ": " + Shown.cut(event.text(), TEXT_CHARS);
    }

    static String of(Operation operation) {
        return StoryText.seconds(operation.invoked()) + " process " + operation.process() + " on "
                + StoryText.name(operation.node()) + ": " + Shown.cut(operation.text(), TEXT_CHARS) + ", "
                + StoryText.ended(operation);
    }

    static String of(Fault fault) {
        Long until = fault.until();
        return StoryText.name(fault.name()) + " " + Shown.cut(fault.text(), TEXT_CHARS) + ", from "
                + StoryText.seconds(fault.time())
                + (until == null ? "" : " until " + StoryText.seconds(until));
    }
}
