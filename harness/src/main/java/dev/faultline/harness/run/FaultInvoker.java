package dev.faultline.harness.run;

import dev.faultline.harness.client.Invoker;

/** Carries out the operations of the faults' process, one after the other, beside those of clients. */
interface FaultInvoker extends Invoker, AutoCloseable {

    /** After what is under way: heals everything, and waits for that as long as a person would. */
    void healAndFinish() throws InterruptedException;

    /** No more faults; what is under way goes on to its end. */
    @Override
    void close();
}
