package dev.crosstalk.bus;

/** The reply of commands whose success says it all. */
public record Done() {}
