package dev.faultline.harness.report;

import dev.faultline.harness.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code report.html}: one file that shows what a run found and why to believe it. Drawn from the run folder alone, so an old run
 * can be drawn again; it makes no request, and is complete without script.
 */
public final class Report {

    private Report() {}

    /**
     * Draws the report of a run into its folder. What of the folder cannot be read, or of the page cannot be drawn, is named on the
     * page; the verdict never depends on either.
     *
     * @return the file
     * @throws IOException when the file cannot be written
     */
    public static Path write(RunFolder folder) throws IOException {
        Path report = folder.report();
        Path unfinished = report.resolveSibling(report.getFileName() + ".part");
        Files.writeString(unfinished, render(RunReader.read(folder)));
        return Files.move(unfinished, report, StandardCopyOption.REPLACE_EXISTING);
    }

    static String render(RunData run) {
        return new Page(run).draw().toString();
    }
}
