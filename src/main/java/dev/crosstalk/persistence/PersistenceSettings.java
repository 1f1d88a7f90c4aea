package dev.crosstalk.persistence;

import dev.crosstalk.account.PasswordSettings;
import dev.crosstalk.config.Secret;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.retention.RetentionSettings;

/**
 * Settings of the durable store.
 *
 * @param url {@code sqlite:FILE}, or {@code mysql://user@host:port/database} for MySQL and MariaDB; default {@code
 *     sqlite:crosstalk.db}
 * @param password of the MySQL user; none unless configured
 * @param writers connections that write, each a lane with one batch in flight; default 4 (SQLite always has 1)
 * @param readers connections that read; default 4
 * @param collectMs how long a lane collects messages for one transaction, in milliseconds; default 2
 * @param batchRows most messages of one transaction; default 1,000, at most 2,500: a statement of SQLite has at most 32,766 values
 * @param batchBytes most bytes of text of one transaction; default 1 MiB
 * @param queueRows most messages and changes that wait in one lane, and most other changes that wait, before more are refused as
 *     overload; default 10,000
 * @param transactionMs after so long a transaction is given up, in milliseconds; default 5,000, at least
 *     1,000
 * @param groupLimit most members of a group; default 100
 * @param maxChanges a client further behind than so many revisions loads the conversation anew; default 10,000
 * @param guestIdleDays a guest's name is free again after so many days without a visit; default 30
 * @param sessionIdleDays a session ends after so many days without use; default 30
 * @param sessionDays a session ends so many days after sign-in; default 365
 * @param passwords how passwords are hashed
 * @param retention how long messages are kept
 * @param messages how far people may go with messages
 */
public record PersistenceSettings(
        String url,
        Secret password,
        int writers,
        int readers,
        int collectMs,
        int batchRows,
        int batchBytes,
        int queueRows,
        int transactionMs,
        int groupLimit,
        int maxChanges,
        int guestIdleDays,
        int sessionIdleDays,
        int sessionDays,
        PasswordSettings passwords,
        RetentionSettings retention,
        MessageSettings messages) {
    public static final PersistenceSettings DEFAULTS = new PersistenceSettings(
            "sqlite:crosstalk.db",
            null,
            4,
            4,
            2,
            1_000,
            1 << 20,
            10_000,
            5_000,
            100,
            10_000,
            30,
            30,
            365,
            PasswordSettings.DEFAULTS,
            RetentionSettings.DEFAULTS,
            MessageSettings.DEFAULTS);

    /** Twelve values a message, in one statement. */
    private static final int MOST_ROWS = 2_500;

    private static final int LEAST_TRANSACTION_MS = 1_000;

    public PersistenceSettings {
        try {
            DatabaseUrl.parse(String.valueOf(url));
        } catch (StartupFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        requireBetween("writers", writers, 1, Integer.MAX_VALUE);
        requireBetween("readers", readers, 1, Integer.MAX_VALUE);
        requireBetween("collectMs", collectMs, 0, transactionMs);
        requireBetween("batchRows", batchRows, 1, MOST_ROWS);
        requireBetween("batchBytes", batchBytes, 1, Integer.MAX_VALUE);
        requireBetween("queueRows", queueRows, 1, Integer.MAX_VALUE);
        requireBetween("transactionMs", transactionMs, LEAST_TRANSACTION_MS, Integer.MAX_VALUE);
        requireBetween("groupLimit", groupLimit, 2, Integer.MAX_VALUE);
        requireBetween("maxChanges", maxChanges, 1, Integer.MAX_VALUE);
        requireBetween("guestIdleDays", guestIdleDays, 1, Integer.MAX_VALUE);
        requireBetween("sessionIdleDays", sessionIdleDays, 1, Integer.MAX_VALUE);
        requireBetween("sessionDays", sessionDays, 1, Integer.MAX_VALUE);
    }

    /** Most bytes that wait in one lane, or beside the lanes. */
    long queueBytes() {
        return batchBytes * 64L;
    }

    private static void requireBetween(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", and must be "
                    + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most));
        }
    }

    /** The defaults for a database at that URL. */
    public static PersistenceSettings at(String url) {
        return DEFAULTS.withUrl(url);
    }

    public PersistenceSettings withUrl(String url) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withGroupLimit(int groupLimit) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withQueueRows(int queueRows) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withBatchBytes(int batchBytes) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withPasswords(PasswordSettings passwords) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withRetention(RetentionSettings retention) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withMaxChanges(int maxChanges) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    public PersistenceSettings withMessages(MessageSettings messages) {
        return new PersistenceSettings(
                url,
                password,
                writers,
                readers,
                collectMs,
                batchRows,
                batchBytes,
                queueRows,
                transactionMs,
                groupLimit,
                maxChanges,
                guestIdleDays,
                sessionIdleDays,
                sessionDays,
                passwords,
                retention,
                messages);
    }

    @Override
    public String toString() {
        return "PersistenceSettings[url=" + url + "]";
    }
}
