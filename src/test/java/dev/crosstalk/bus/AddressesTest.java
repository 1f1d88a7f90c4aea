package dev.crosstalk.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Addresses.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @Test
    void anAddressThatClientsMayNameIsParsedToWhatItIsAbout() {
        assertThat(Addresses.parse(Addresses.conversation(new ConversationId(7))))
                .isEqualTo(new Target.Conversation(new ConversationId(7)));
        assertThat(Addresses.parse(Addresses.user(new AccountId(8)))).isEqualTo(new Target.User(new AccountId(8)));
        assertThat(Addresses.parse(Addresses.presence(new AccountId(9))))
                .isEqualTo(new Target.Presence(new AccountId(9)));
        assertThat(Addresses.parse(Addresses.directory(new ApplicationId(1))))
                .isEqualTo(new Target.Directory(new ApplicationId(1)));
    }

    @Test
    void aCommandIsKnownByItsAddressOnlyIfClientsMaySendIt() {
        for (CommandType<?, ?> type : CommandType.ALL) {
            Target target = Addresses.parse(type.address());
            assertThat(target).isEqualTo(type.bridged() ? new Target.Command(type) : new Target.Unknown());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svc.message.1",
                "__vertx.subs",
                "conversation.",
                "conversation.01",
                "conversation.0",
                "conversation.-1",
                "conversation.1.2",
                "conversation.9999999999999999999",
                "conversation.1 ",
                "Conversation.1",
                "user.*",
                "conversation",
                "",
                "cmd.message",
                "cmd.message.unknown",
                "app.x.y",
                "9e2a-reply"
            })
    void everyOtherAddressIsUnknownHoweverItIsSpelled(String address) {
        assertThat(Addresses.parse(address)).isEqualTo(new Target.Unknown());
    }
}
