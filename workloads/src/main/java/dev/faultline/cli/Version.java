package dev.faultline.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Faultline " + dev.faultline.harness.run.Version.number()};
    }
}
