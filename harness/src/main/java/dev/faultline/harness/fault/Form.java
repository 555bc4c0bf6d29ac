package dev.faultline.harness.fault;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How one fault is read from a schedule file. What faults have in common (kind, times) is the file's.
 *
 * @param name of its definition in the schema
 * @param kind as its {@link FaultKind} is named
 * @param shapes words that tell it from others of its kind; a single one may be left out
 * @param fields its own, in the order in which they are written
 */
public record Form(
        String name, String kind, List<String> shapes, List<String> fields, Function<Fields, ? extends Fault> read) {
    public Form {
        shapes = List.copyOf(shapes);
        fields = List.copyOf(fields);
    }

    /** The form for these fields by their kind and shape. */
    static Form of(Fields fields, List<FaultKind> kinds) {
        List<Form> all = kinds.stream().flatMap(kind -> kind.forms().stream()).toList();
        String kind = fields.word(
                "kind",
                "fault",
                all.stream().map(Form::kind).distinct().sorted().toList());
        List<Form> forms = all.stream().filter(f -> f.kind.equals(kind)).toList();
        List<String> shapes = forms.stream().flatMap(f -> f.shapes.stream()).toList();
        String shape = shapes.size() == 1 && !fields.has("shape")
                ? shapes.get(0)
                : fields.word("shape", "shape of " + kind, shapes);
        return forms.stream().filter(f -> f.shapes.contains(shape)).findFirst().orElseThrow();
    }

    /** Every field that such a fault may have. */
    List<String> allowed() {
        return Stream.concat(ScheduleFile.COMMON.stream(), fields.stream()).toList();
    }
}
