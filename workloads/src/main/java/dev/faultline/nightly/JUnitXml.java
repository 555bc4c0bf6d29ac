package dev.faultline.nightly;

import dev.faultline.nightly.Night.Ran;
import dev.faultline.nightly.Night.Tested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A night in the form that build servers read: a run is a test case; another verdict than the expected one is a failure, an unknown
 * one or none an error; a test that the time did not suffice for is skipped.
 */
public final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static void write(Path file, Night night) {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JUnitXml(xml).suite(night);
            xml.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private void suite(Night night) throws XMLStreamException {
        List<Ran> runs = night.tests().stream().flatMap(t -> t.runs().stream()).toList();
        long skipped = night.tests().stream().filter(t -> t.runs().isEmpty()).count();
        long errors = runs.stream().filter(JUnitXml::isError).count();
        long failures = runs.stream().filter(run -> !run.asExpected()).count() - errors;
        xml.writeStartDocument("UTF-8", "1.0");
        open("testsuite");
        attribute("name", "faultline nightly");
        attribute("timestamp", night.began());
        attribute("tests", Long.toString(runs.size() + skipped));
        attribute("failures", Long.toString(failures));
        attribute("errors", Long.toString(errors));
        attribute("skipped", Long.toString(skipped));
        attribute("time", seconds(runs.stream().mapToDouble(Ran::seconds).sum()));
        for (Tested test : night.tests()) {
            if (test.runs().isEmpty()) {
                open("testcase");
                attribute("classname", "faultline");
                attribute("name", test.name());
                open("skipped");
                attribute("message", "the time was up before its turn");
                xml.writeEndElement();
                xml.writeEndElement();
            }
            for (Ran run : test.runs()) {
                testCase(test, run);
            }
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void testCase(Tested test, Ran run) throws XMLStreamException {
        open("testcase");
        attribute("classname", "faultline");
        attribute("name", test.name() + " --seed " + run.seed());
        attribute("time", seconds(run.seconds()));
        if (!run.asExpected()) {
            open(isError(run) ? "error" : "failure");
            attribute("message", run.verdict().toUpperCase(Locale.ROOT) + " " + run.sentence());
            xml.writeCharacters(
                    allowed(run.story().stream().map(line -> line + "\n").collect(Collectors.joining())
                            + (run.report() == null ? "" : "report: " + run.report() + "\n")
                            + "again:  " + run.command() + "\n"));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean isError(Ran run) {
        return !run.asExpected()
                && (run.verdict().equals("unknown") || run.verdict().equals("crashed"));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void open(String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** XML 1.0 has no word for most control characters, not even an escape. */
    private static String allowed(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?");
    }
}
