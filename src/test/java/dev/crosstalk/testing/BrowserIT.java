package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BrowserIT {
    @Test
    void aPageIsReadAndEveryPersonHasAWindowOfTheirOwn() {
        try (Browser browser = Browser.startOrSkip()) {
            Page page = browser.page();
            page.navigate("data:text/html;charset=utf-8,<p id=said>hello 😀</p>");
            assertThat(page.textContent("#said")).isEqualTo("hello 😀");

            try (BrowserContext phone = browser.person(360, 740)) {
                Page small = phone.newPage();
                assertThat(small.evaluate("innerWidth")).isEqualTo(360);
            }
        }
    }
}
