package dev.faultline.harness.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page read back by an XML parser, which refuses what is not well-formed. Script and style stand beside it as text. */
final class ParsedPage {
    private static final Pattern RAW = Pattern.compile("(?s)(<(?:script|style)[^>]*>)(.*?)(</(?:script|style)>)");

    final Document document;
    final List<String> raw = new ArrayList<>();

    private ParsedPage(Document document) {
        this.document = document;
    }

    static ParsedPage of(String html) throws Exception {
        List<String> raw = new ArrayList<>();
        Matcher matcher = RAW.matcher(html);
        String markup = matcher.replaceAll(m -> {
            raw.add(m.group(2));
            return Matcher.quoteReplacement(m.group(1) + m.group(3));
        });
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
        ParsedPage page = new ParsedPage(document);
        page.raw.addAll(raw);
        return page;
    }

    /** Elements and texts, as a browser would count them. */
    int nodes() {
        return nodes(document.getDocumentElement());
    }

    List<Element> elements(String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** All text below the element with this id. */
    String text(String id) {
        return elements("*").stream()
                .filter(e -> e.getAttribute("id").equals(id))
                .map(e -> plain(e.getTextContent()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element with id " + id));
    }

    String text() {
        return plain(document.getDocumentElement().getTextContent());
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    private static int nodes(Node node) {
        int n = 1;
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            n += nodes(child);
        }
        return n;
    }
}
