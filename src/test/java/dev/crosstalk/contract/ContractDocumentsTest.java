package dev.crosstalk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Json;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import dev.crosstalk.http.ApiRoutes;
import dev.crosstalk.http.Authentication;
import dev.crosstalk.http.HttpSettings;
import dev.crosstalk.http.SignInLimit;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private List<Routes.Routed> routes;

    @BeforeEach
    void readTheRoutes(Vertx vertx) {
        Bus bus = new Bus(vertx, new SingleNode());
        HttpSettings settings = HttpSettings.DEFAULTS;
        Authentication authentication =
                new Authentication(new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false));
        Router router = Router.router(vertx);
        new ApiRoutes(bus, authentication, settings, new SignInLimit(1, System::nanoTime)).mount(router);
        routes = Routes.of(router);
    }

    @Test
    void theTableSaysWhatTheCodeSays() throws IOException {
        assertWritten(TABLE, new ContractTable(docs, routes).markdown());
    }

    @Test
    void theOpenApiDocumentSaysWhatTheCodeSays() throws IOException {
        assertWritten(OPEN_API, pretty(new ContractDocuments(docs, routes).openApi()));
    }

    @Test
    void theAsyncApiDocumentSaysWhatTheCodeSays() throws IOException {
        assertWritten(ASYNC_API, pretty(new ContractDocuments(docs, routes).asyncApi()));
    }

    @Test
    void everyReferenceInADocumentLeadsSomewhere() {
        for (JsonNode document : List.of(
                new ContractDocuments(docs, routes).openApi(), new ContractDocuments(docs, routes).asyncApi())) {
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
