package dev.crosstalk.bench;

/** Something that is measured. */
interface Scenario {
    void run(Bench bench);
}
