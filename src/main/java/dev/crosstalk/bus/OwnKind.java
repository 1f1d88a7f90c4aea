package dev.crosstalk.bus;

/** What a line of an archive says that somebody has for oneself. */
public final class OwnKind {
    public static final String SETTING = "setting";
    public static final String CONTACT = "contact";
    public static final String DRAFT = "draft";

    /** What another device had written meanwhile. */
    public static final String OTHER_DRAFT = "other_draft";

    public static final String SAVED = "saved";
    public static final String HIDDEN = "hidden";

    private OwnKind() {}
}
