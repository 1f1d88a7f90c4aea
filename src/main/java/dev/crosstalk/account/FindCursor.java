package dev.crosstalk.account;

import dev.crosstalk.account.AccountStore.Found;

/**
 * A position in a list of people that begins with the asker's contacts: the key of a name, marked if it is a contact's.
 *
 * @param contacts whether contacts may still come
 * @param key null for the beginning
 */
record FindCursor(boolean contacts, String key) {
    /** No name has it. */
    private static final String CONTACT = "contact:";

    static FindCursor parse(String text) {
        if (text == null) {
            return new FindCursor(true, null);
        }
        return text.startsWith(CONTACT)
                ? new FindCursor(true, text.substring(CONTACT.length()))
                : new FindCursor(false, text);
    }

    static String after(Found last) {
        return last.account().contact() == null ? last.key() : CONTACT + last.key();
    }
}
