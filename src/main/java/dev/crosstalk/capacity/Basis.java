package dev.crosstalk.capacity;

/** How far a figure can be trusted. */
enum Basis {
    /** Measured on this project's code, with nothing else said against it. */
    MEASURED("measured"),
    /** Measured on this project's code, beside other programs, or on another build than this one. */
    PROVISIONAL("provisional"),
    /** A target of this project, or what somebody measured of other software; not measured here. */
    ELSEWHERE("target or measured elsewhere"),
    /** What a node is shipped with, or what a decision says of its design; not measured. */
    SHIPPED("as shipped or designed"),
    ASSUMPTION("assumption"),
    /** Given on the command line. */
    GIVEN("given");

    private final String text;

    Basis(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
