package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole page: the reason first, then the evidence, then what went on, then all else. Its order follows the verdict. */
final class Page {
    private static final String ICON = """
            <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='%s'/>\
            <text x='8' y='12.5' font-size='13' font-family='sans-serif' text-anchor='middle' fill='white'>%s</text></svg>""";

    /** The finding that speaks of them, by the judge. */
    private static final String OBJECTIVES = "objectives";

    private final RunData run;
    private final VerdictSign sign;
    private final TimeAxis axis;
    private final Tally tally;
    private final List<FaultSpan> faults;
    private final List<Long> violations;
    private final ViolationBlock violation;

    Page(RunData run) {
        this.run = run;
        this.sign = VerdictSign.of(run.verdict().verdict());
        this.axis = TimeAxis.of(run);
        this.tally = new Tally(run, axis);
        this.faults = FaultSpan.of(run, axis);
        this.violations = TimeStack.violations(run);
        this.violation = new ViolationBlock(run, faults);
    }

    Html draw() {
        String script = resource("report.js");
        Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(html, script);
        html.open("body").leaf("a", "Skip to the evidence", "class", "skip", "href", "#why");
        List<Block> blocks = blocks();
        bar(html, blocks);
        html.open("main").add(new Block("verdict", "Verdict", new FirstScreen(run, axis)::draw).draw());
        blocks.forEach(b -> html.add(b.draw()));
        html.leaf("footer", "Drawn from the stored files of the run; this page makes no request.")
                .close();
        html.open("script", "type", "application/json", "id", "data")
                .verbatim(data())
                .close();
        html.open("script").verbatim(script).close();
        return html.close().close();
    }

    private void head(Html html, String script) {
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width,initial-scale=1");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(script));
        html.leaf(
                "title", sign.name() + " · " + label() + " · seed " + run.test().seed() + " · Faultline");
        html.empty("link", "rel", "icon", "href", icon(sign));
        html.open("style").verbatim(resource("report.css")).close().close();
    }

    private String label() {
        return Shown.cut(run.test().system() + " " + run.test().workload(), 60);
    }

    /** Nothing may run but this script, and no request can leave. */
    static String policy(String script) {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    static String icon(VerdictSign sign) {
        String colour = switch (sign) {
            case VALID -> "#0b6e63";
            case INVALID -> "#bd1136";
            case UNKNOWN -> "#8f5300";
        };
        return icon(colour, sign.glyph());
    }

    static String icon(String colour, String glyph) {
        byte[] svg = String.format(ICON, colour, glyph).getBytes(StandardCharsets.UTF_8);
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    }

    private void bar(Html html, List<Block> blocks) {
        html.open("header", "class", "bar").open("div").leaf("span", sign.text(), "class", "v " + sign.cssClass());
        html.leaf(
                "span",
                label() + ", seed " + run.test().seed() + ", "
                        + Figures.number(run.test().timeLimitSeconds()) + "\u00a0s",
                "class",
                "run");
        html.open("nav", "aria-label", "Parts of the report");
        blocks.forEach(b -> html.leaf("a", b.name(), "href", "#" + b.id()));
        html.close().close().close();
    }

    private List<Block> blocks() {
        Block timeline = new Block("timeline", "Timeline", new TimeStack(run, tally, faults)::draw);
        Block table = new Block("faults", "Faults", new FaultTable(run, faults)::draw);
        Block recovery = new Block("recovery", "Recovery", new RecoveryBlock(run, faults)::draw);
        List<Block> blocks = new ArrayList<>();
        blocks.add(why());
        StoryRecord story = run.story();
        if (story != null) {
            blocks.add(new Block("story", "Story", new StoryBlock(story)::draw));
        }
        blocks.add(timeline);
        blocks.add(table);
        blocks.add(recovery);
        blocks.add(new Block("logs", "Logs", new LogBlock(run, violations.isEmpty() ? null : violations.get(0))::draw));
        blocks.add(new Block("all", "All else", new DetailsBlock(run)::draw));
        if (sign != VerdictSign.VALID && onlyObjectives()) {
            blocks.remove(recovery);
            blocks.add(1, recovery);
        } else if (sign == VerdictSign.UNKNOWN) {
            failing(table, recovery).ifPresent(b -> {
                blocks.remove(b);
                blocks.add(1, b);
            });
        }
        return blocks;
    }

    private Block why() {
        return switch (sign) {
            case INVALID -> new Block("why", "Violation", violation::draw);
            case VALID -> new Block("why", "Checked", new CheckedBlock(run, faults)::draw);
            case UNKNOWN -> new Block("why", "Missing", new MissingBlock(run, faults)::draw);
        };
    }

    /** Whether nothing but an objective stands against the run: its figures are then the evidence. */
    private boolean onlyObjectives() {
        List<String> against = run.verdict().findings().stream()
                .filter(found -> VerdictSign.of(found.verdict()) != VerdictSign.VALID)
                .map(VerdictRecord.Found::checker)
                .toList();
        return against.equals(List.of(OBJECTIVES));
    }

    /** The part that keeps the run from being judged. */
    private Optional<Block> failing(Block table, Block recovery) {
        if (faults.stream().anyMatch(f -> !f.proved())) {
            return Optional.of(table);
        }
        boolean lost =
                run.faults().recovery() != null && run.faults().recovery().recoveredAt() == null;
        return lost || !run.faults().incidents().isEmpty() ? Optional.of(recovery) : Optional.empty();
    }

    /** Without it the page is complete, so what fails here costs the cursor only. */
    private String data() {
        try {
            return PageData.json(run, tally, faults, picture());
        } catch (RuntimeException e) {
            return PageData.json(run, tally, faults, null);
        }
    }

    private ViolationBlock.@Nullable Picture picture() {
        return sign == VerdictSign.INVALID && violation.isOfAnOrder() ? violation.picture() : null;
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
