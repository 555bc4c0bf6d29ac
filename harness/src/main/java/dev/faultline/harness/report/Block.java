package dev.faultline.harness.report;

/**
 * A part of the page. Parts are drawn one by one: when one throws, the page says so in its place and shows the others.
 *
 * @param id anchor on the page
 * @param name in the bar
 */
record Block(String id, String name, Drawing drawing) {

    interface Drawing {
        void draw(Html html);
    }

    Html draw() {
        try {
            Html html = new Html();
            drawing.draw(html);
            return html;
        } catch (RuntimeException e) {
            return new Html()
                    .open("section", "id", id)
                    .leaf("h2", name)
                    .leaf(
                            "p",
                            "This part could not be drawn: " + e + ". The verdict does not depend on it.",
                            "class",
                            "gap")
                    .close();
        }
    }
}
