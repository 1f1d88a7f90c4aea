package dev.crosstalk.message;

import java.time.Duration;

/**
 * How far people may go with messages.
 *
 * @param editable how old an own message may be to be edited; null for any age
 * @param deletable how old an own message may be to be deleted for everyone; null for any age
 */
public record MessageLimits(Duration editable, Duration deletable) {}
