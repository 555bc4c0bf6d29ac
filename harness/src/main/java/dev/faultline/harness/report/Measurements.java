package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import java.util.List;
import java.util.Map;

/** All numbers behind the proofs, a fold per fault: open for the first matrix and for whatever is not proved. */
final class Measurements {
    private static final int MOST_FAULTS = 12;
    /** Cells of all matrices together. */
    private static final int MOST_CELLS = 1200;

    private final List<FaultSpan> faults;

    Measurements(List<FaultSpan> faults) {
        this.faults = faults;
    }

    void draw(Html html) {
        List<FaultSpan> measured = faults.stream()
                .filter(f -> f.fault().proof() != null
                        && !f.fault().proof().measurements().isEmpty())
                .toList();
        int cells = 0;
        boolean unfolded = false;
        int drawn = 0;
        for (FaultSpan span : measured) {
            FaultsRecord.Proof proof = span.fault().proof();
            Map<?, ?> datagrams =
                    proof != null && proof.measurements().get("datagrams") instanceof Map<?, ?> map ? map : Map.of();
            cells += datagrams.size();
            if (proof == null || drawn == MOST_FAULTS || cells > MOST_CELLS) {
                break;
            }
            drawn++;
            open(html, span, proof, !span.proved() || (!unfolded && !datagrams.isEmpty()));
            unfolded |= !datagrams.isEmpty();
            if (!datagrams.isEmpty()) {
                new DatagramMatrix(span.fault(), datagrams).draw(html);
            }
            others(html, proof.measurements());
            html.close().close();
        }
        if (drawn < measured.size()) {
            html.leaf(
                    "p",
                    "Measurements shown: of " + Figures.ratio(drawn, measured.size())
                            + " faults; all are in faults.json.",
                    "class",
                    "q small");
        }
    }

    private static void open(Html html, FaultSpan span, FaultsRecord.Proof proof, boolean unfold) {
        html.open("details", unfold ? new String[] {"open", "open"} : new String[0]);
        html.open("summary").text(Shown.value(span.fault().name()) + ": " + Shown.cut(proof.method(), 160));
        html.leaf("span", span.proved() ? Figures.range(span.provedFrom(), span.provedTo()) + " s" : "not proved");
        html.close().open("div");
    }

    private static void others(Html html, Map<String, Object> measurements) {
        KeyValues values = new KeyValues();
        measurements.forEach((name, value) -> {
            if (!name.equals("datagrams")) {
                values.add(name, String.valueOf(value));
            }
        });
        values.draw(html);
    }
}
