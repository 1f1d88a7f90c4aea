package dev.crosstalk.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The few fields of a frame that a delivery is judged by, read in one pass without building a tree: a replay receives
 * millions of frames. One object is used again for every frame of an event loop.
 */
final class Delivery {
    private final JsonFactory factory = new JsonFactory();

    String frameType;
    String address;
    String type;
    long rev;
    long seq;
    String clientId;
    String sender;
    String text;

    /** Reads a frame into the fields; those that it doesn't have are null or 0. */
    void read(String frame) {
        frameType = null;
        address = null;
        type = null;
        rev = 0;
        seq = 0;
        clientId = null;
        sender = null;
        text = null;
        try (JsonParser parser = factory.createParser(frame)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object: " + frame);
            }
            readFrame(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + frame, e);
        }
    }

    private void readFrame(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && field.equals("body")) {
                readBody(parser);
            } else if (value == JsonToken.VALUE_STRING && field.equals("type")) {
                frameType = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && field.equals("address")) {
                address = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readBody(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && field.equals("rev")) {
                rev = parser.getLongValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("seq")) {
                seq = parser.getLongValue();
            } else if (value == JsonToken.VALUE_STRING && field.equals("type")) {
                type = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && field.equals("clientId")) {
                clientId = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && field.equals("sender")) {
                sender = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && field.equals("text")) {
                text = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }
}
