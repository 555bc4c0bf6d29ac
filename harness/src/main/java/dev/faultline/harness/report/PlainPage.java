package dev.faultline.harness.report;

import java.util.function.Consumer;

/** A page without script in the style of the index, for whatever is not about one run. It makes no request. */
public final class PlainPage {
    private PlainPage() {}

    /**
     * @param verdict {@code valid}, {@code invalid} or {@code unknown}; decides about the icon
     * @param main draws what stands between head and footer
     */
    public static String draw(String title, String verdict, String footer, Consumer<Html> main) {
        Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width,initial-scale=1");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", Page.policy(""));
        html.leaf("title", title + " · Faultline");
        html.empty("link", "rel", "icon", "href", Page.icon(VerdictSign.of(verdict)));
        html.open("style")
                .verbatim(Page.resource("report.css"))
                .verbatim(Page.resource("index.css"))
                .close()
                .close();
        html.open("body").open("main").leaf("h1", title);
        main.accept(html);
        html.leaf("footer", footer);
        return html.close().close().close().toString();
    }

    /** Glyph and word of a verdict, in its colour. */
    public static Html sign(Html html, String verdict) {
        VerdictSign sign = VerdictSign.of(verdict);
        return html.leaf("span", sign.text(), "class", "v " + sign.cssClass());
    }

    /** A reference to a file beside the page; a plain text where the path would lead out or run something. */
    public static Html link(Html html, String text, String path) {
        boolean beside = !path.contains(":") && !path.startsWith("/") && !path.startsWith("\\");
        return beside ? html.leaf("a", text, "href", path.replace(" ", "%20")) : html.text(text);
    }
}
