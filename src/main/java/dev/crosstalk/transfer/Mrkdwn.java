package dev.crosstalk.transfer;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's way of writing people, channels and links, as plain text. */
final class Mrkdwn {
    private static final Pattern REFERENCE = Pattern.compile("<([^<>|]+)(?:\\|([^<>]*))?>");

    private Mrkdwn() {}

    /** @param names the name of somebody by the id, or null */
    static String plain(String text, UnaryOperator<String> names) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(
                    plain, Matcher.quoteReplacement(reference(reference.group(1), reference.group(2), names)));
        }
        return unescaped(reference.appendTail(plain).toString());
    }

    private static String reference(String target, String label, UnaryOperator<String> names) {
        if (target.startsWith("@")) {
            String name = names.apply(target.substring(1));
            return "@" + (name != null ? name : label != null && !label.isEmpty() ? label : target.substring(1));
        }
        if (target.startsWith("#")) {
            return "#" + (label == null || label.isEmpty() ? target.substring(1) : label);
        }
        if (target.startsWith("!")) {
            String command = target.substring(1).split("\\^")[0];
            return label == null || label.isEmpty() ? "@" + command : label;
        }
        return label == null || label.isEmpty() || label.equals(target) ? target : label + " (" + target + ")";
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
