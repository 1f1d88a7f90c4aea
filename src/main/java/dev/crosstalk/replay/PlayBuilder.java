package dev.crosstalk.replay;

import dev.crosstalk.bus.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns logs into a play. The rules:
 *
 * <ul>
 *   <li>Every nick that speaks is an account, the same one in all files; nicks that differ in case alone are one nick.
 *   <li>{@link AccountNames} gives the accounts their names.
 *   <li>A rename to a nick that speaks somewhere is a rename to a taken name: none is sent, and the lines under the new nick
 *       are said by that nick's account. So is a rename to a silent nick that another account has been renamed to before.
 *   <li>Any other rename of an account is carried out. Renames of those who never speak are skipped.
 * </ul>
 */
final class PlayBuilder {
    private final AccountNames names = new AccountNames();
    private final List<String> people = new ArrayList<>();
    private final Map<String, Owner> nicks = new HashMap<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int namesMapped;

    private PlayBuilder() {}

    static Play build(List<LogFile> files) {
        PlayBuilder builder = new PlayBuilder();
        files.forEach(builder::enterSpeakers);
        List<Script> scripts = files.stream().map(builder::script).toList();
        return new Play(List.copyOf(builder.people), scripts, builder.fates, builder.namesMapped);
    }

    /** Who a nick belongs to, and the name that the account has under it. */
    private record Owner(int person, String name) {}

    /** Something said: the two shapes of lines that say something, in one. */
    private record Speech(String nick, String text, Fate fate) {
        static Speech of(LogLine line) {
            if (line instanceof LogLine.Spoken spoken) {
                return new Speech(spoken.nick(), spoken.text(), fate(spoken.text(), Fate.SPOKEN));
            }
            return line instanceof LogLine.Action action
                    ? new Speech(action.nick(), "/me " + action.text(), fate(action.text(), Fate.ACTION))
                    : null;
        }

        private static Fate fate(String text, Fate spoken) {
            return Text.isInvisible(text) ? Fate.EMPTY_TEXT : spoken;
        }
    }

    private void enterSpeakers(LogFile file) {
        for (LogLine line : file.lines()) {
            Speech speech = Speech.of(line);
            if (speech != null && speech.fate().isSpoken()) {
                nicks.computeIfAbsent(AccountNames.key(speech.nick()), key -> enter(speech.nick()));
            }
        }
    }

    private Owner enter(String nick) {
        String name = names.give(nick);
        if (!name.equals(nick)) {
            namesMapped++;
        }
        people.add(name);
        return new Owner(people.size() - 1, name);
    }

    private Script script(LogFile file) {
        long[] times = LineTimes.of(file.lines());
        List<Script.Step> steps = new ArrayList<>();
        int said = 0;
        for (int i = 0; i < times.length; i++) {
            LogLine line = file.lines().get(i);
            Speech speech = Speech.of(line);
            Fate fate = speech != null ? speech.fate() : fateOfSilent(line);
            fates.merge(fate, 1, Integer::sum);
            if (fate.isSpoken()) {
                steps.add(new Script.Say(owner(speech.nick()).person(), times[i], said++, speech.text()));
            } else if (fate == Fate.RENAME) {
                Owner owner = owner(((LogLine.Rename) line).to());
                steps.add(new Script.TakeName(owner.person(), times[i], owner.name()));
            }
        }
        return new Script(file.name(), List.copyOf(steps));
    }

    private Fate fateOfSilent(LogLine line) {
        if (line instanceof LogLine.Rename rename) {
            return fateOfRename(rename);
        }
        return line instanceof LogLine.Empty ? Fate.EMPTY_LINE : Fate.NOTICE;
    }

    private Fate fateOfRename(LogLine.Rename rename) {
        Owner renamed = owner(rename.from());
        if (renamed == null) {
            return Fate.RENAME_OF_SILENT;
        }
        Owner owner = nicks.computeIfAbsent(
                AccountNames.key(rename.to()), key -> new Owner(renamed.person(), names.give(rename.to())));
        return owner.person() == renamed.person() ? Fate.RENAME : Fate.RENAME_TO_TAKEN;
    }

    private Owner owner(String nick) {
        return nicks.get(AccountNames.key(nick));
    }
}
