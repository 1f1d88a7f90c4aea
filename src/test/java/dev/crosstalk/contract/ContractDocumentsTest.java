package dev.crosstalk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import dev.crosstalk.http.ApiRoutes;
import dev.crosstalk.http.Authentication;
import dev.crosstalk.http.HealthRoutes;
import dev.crosstalk.http.HttpSettings;
import dev.crosstalk.http.SignInLimit;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The documents of the contract say what the code says. After a change of the contract: {@code mvn test -Dcontract.write
 * -Dtest=ContractDocumentsTest} writes them anew.
 */
@ExtendWith(VertxExtension.class)
class ContractDocumentsTest {
    private static final Path TABLE = Path.of("src/doc/contract.md");
    private static final Path OPEN_API = Path.of("src/main/resources/contract/openapi.json");
    private static final Path ASYNC_API = Path.of("src/main/resources/contract/asyncapi.json");

    private final SourceDocs docs = SourceDocs.read();
    private Router router;
    private Routes routes;

    @BeforeEach
    void readTheRoutes(Vertx vertx) {
        Bus bus = new Bus(vertx, new SingleNode());
        HttpSettings settings = HttpSettings.DEFAULTS;
        Authentication authentication =
                new Authentication(new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false));
        router = Router.router(vertx);
        new HealthRoutes(() -> true).mount(router);
        new ApiRoutes(bus, authentication, settings, new SignInLimit(1, System::nanoTime)).mount(router);
        routes = Routes.of(router);
    }

    @Test
    void theTableSaysWhatTheCodeSays() throws IOException {
        assertWritten(TABLE, new ContractTable(docs, routes).markdown());
    }

    @Test
    void theOpenApiDocumentSaysWhatTheCodeSays() throws IOException {
        assertWritten(OPEN_API, pretty(new OpenApiDocument(docs, routes).json()));
    }

    @Test
    void theAsyncApiDocumentSaysWhatTheCodeSays() throws IOException {
        assertWritten(ASYNC_API, pretty(new AsyncApiDocument(docs).json()));
    }

    /** Asked of the router and of the file that is served, not of what the documents are made from. */
    @Test
    void everyRouteThatIsMountedIsDocumentedAndEveryDocumentedOneIsMounted() throws IOException {
        Set<String> mounted = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.isExactPath()) {
                String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
                route.methods().forEach(method -> mounted.add(method + " " + path));
            }
        }
        Set<String> documented = new TreeSet<>();
        Json.parse(Files.readString(OPEN_API))
                .get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(documented).isEqualTo(mounted);
        assertThat(mounted)
                .contains(
                        "POST /v1/session",
                        "GET /v1/conversations/{conversation}/export",
                        "POST /v1/import",
                        "PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{kind}",
                        "GET /healthz");
    }

    @Test
    void anEventStandsAtTheAddressWhereItIsPublished() throws IOException {
        JsonNode channels = Json.parse(Files.readString(ASYNC_API)).get("channels");
        Schemas.events().keySet().forEach(name -> {
            Event event = Json.read(Schemas.golden("event/" + name), Event.class);
            String audience = Addresses.of(event).replaceAll("[.].*", "");
            assertThat(channels.path(audience).path("messages").has(name))
                    .as("%s at %s", name, Addresses.of(event))
                    .isTrue();
        });
    }

    @Test
    void permissionsAreCalledWhatTheyAreCalledInTheSettings() {
        Set<String> permissions = Arrays.stream(Permissions.class.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        CommandType.ALL.stream().filter(type -> type.terms() != null).forEach(type -> {
            Matcher named = Pattern.compile("permissions? `(\\w+)`")
                    .matcher(type.terms().who());
            while (named.find()) {
                assertThat(permissions).as(Schemas.name(type)).contains(named.group(1));
            }
        });
    }

    /** A body without a field that is said to be required would be refused, and with the others alone it would not. */
    @Test
    void whatIsNotRequiredOfACommandMayBeLeftOut() {
        assertThat(Schemas.requiredOf(type("conversation.create"))).containsExactly("kind");
        assertThat(Schemas.requiredOf(type("message.post"))).containsExactly("conversation", "text", "clientId");
        assertThat(Schemas.line(StoredMessageCommand.Delete.class, Schemas.requiredOf(type("message.delete"))))
                .contains("for?: everyone");
    }

    private static CommandType<?, ?> type(String name) {
        return CommandType.ALL.stream()
                .filter(type -> Schemas.name(type).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyReferenceInADocumentLeadsSomewhere() {
        for (JsonNode document : List.of(new OpenApiDocument(docs, routes).json(), new AsyncApiDocument(docs).json())) {
            List<String> references = new ArrayList<>();
            collect(document, references);
            assertThat(references)
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(
                                    document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse());
        }
    }

    @Test
    void everyBridgedCommandSaysWhoMaySendItAndHowItMayFail() {
        assertThat(CommandType.ALL)
                .filteredOn(type -> type.bridged() && type.terms() == null)
                .extracting(Schemas::name)
                .isEmpty();
    }

    @Test
    void everyCommandAndReplyAndEventIsDescribed() {
        assertThat(CommandType.ALL)
                .filteredOn(type -> docs.of(type.command()).text().isEmpty())
                .extracting(Schemas::name)
                .isEmpty();
        assertThat(Schemas.events().values())
                .filteredOn(event -> docs.of(event).text().isEmpty())
                .isEmpty();
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    private static void assertWritten(Path file, String wanted) throws IOException {
        if (System.getProperty("contract.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, wanted);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .as("%s is not what the code says; write it with -Dcontract.write", file)
                .isEqualTo(wanted);
    }

    private static String pretty(JsonNode node) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        return new ObjectMapper().writer(printer).writeValueAsString(Json.tree(node)) + "\n";
    }
}
