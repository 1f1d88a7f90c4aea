package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of the HTTP API. */
@Timeout(120)
class ContractPageIT extends ClientTest {

    @Test
    void everyRequestIsShownAndNothingComesFromElsewhere() {
        Page page = visitor().page().context().newPage();
        List<String> problems = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        String origin = "http://127.0.0.1:" + node().port();
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });

        page.navigate(origin + "/contract/");

        page.locator(".opblock").first().waitFor();
        assertThat(page.locator(".title")).containsText("Crosstalk");
        assertThat(page.getByText("/v1/chatrooms/{id}/users").first()).isVisible();
        page.locator(".opblock-summary").first().click();
        page.locator(".opblock-body").first().waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/contract.png")));
        assertThat(problems).isEmpty();
        assertThat(elsewhere).isEmpty();
    }
}
