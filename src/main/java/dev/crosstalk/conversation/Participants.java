package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A set of people, in order of id. A direct or unnamed group conversation is identified by it. */
public record Participants(List<AccountId> accounts) {
    public Participants {
        accounts = List.copyOf(new TreeSet<>(accounts));
    }

    public Participants and(Collection<AccountId> others) {
        List<AccountId> all = new ArrayList<>(accounts);
        all.addAll(others);
        return new Participants(all);
    }

    public int size() {
        return accounts.size();
    }

    /** SHA-256 of the ids: the same for the same set, whoever asks. */
    public byte[] key() {
        ByteBuffer ids = ByteBuffer.allocate(Long.BYTES * accounts.size());
        accounts.forEach(account -> ids.putLong(account.value()));
        try {
            return MessageDigest.getInstance("SHA-256").digest(ids.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
