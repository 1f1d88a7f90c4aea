package dev.crosstalk.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Lines over two logarithmic axes, as SVG. */
record Plot(String title, String across, String up, Map<String, List<double[]>> lines) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int RIGHT = 190;
    private static final int BOTTOM = 50;
    private static final String[] COLOURS = {"#0b6bcb", "#c2410c", "#15803d", "#7c3aed", "#be185d", "#525252"};

    /** An axis: decades that hold all values. */
    private record Axis(double least, double most, double from, double to) {
        static Axis of(Map<String, List<double[]>> lines, int index, double from, double to) {
            ToDoubleFunction<double[]> value = point -> Math.log10(point[index]);
            var all = lines.values().stream().flatMap(List::stream).mapToDouble(value).summaryStatistics();
            double least = Math.floor(all.getMin() + 1e-9);
            return new Axis(least, Math.max(least + 1, Math.ceil(all.getMax() - 1e-9)), from, to);
        }

        double at(double value) {
            return from + (to - from) * (Math.log10(value) - least) / (most - least);
        }
    }

    String svg() {
        Axis x = Axis.of(lines, 0, LEFT, WIDTH - RIGHT);
        Axis y = Axis.of(lines, 1, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        text(svg, LEFT, TOP / 2, "start", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
        text(svg, LEFT, TOP - 6, "end", up);
        for (double decade = x.least(); decade <= x.most(); decade++) {
            double at = x.at(Math.pow(10, decade));
            rule(svg, at, TOP, at, HEIGHT - BOTTOM);
            text(svg, at, HEIGHT - BOTTOM + 16, "middle", label(decade));
        }
        for (double decade = y.least(); decade <= y.most(); decade++) {
            double at = y.at(Math.pow(10, decade));
            rule(svg, LEFT, at, WIDTH - RIGHT, at);
            text(svg, LEFT - 6, at + 4, "end", label(decade));
        }
        lines(svg, x, y);
        return svg.append("</svg>\n").toString();
    }

    private void lines(StringBuilder svg, Axis x, Axis y) {
        int number = 0;
        for (Map.Entry<String, List<double[]>> line : lines.entrySet()) {
            String colour = COLOURS[number % COLOURS.length];
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour).append("\" points=\"");
            line.getValue().forEach(point -> svg.append(format("%.1f,%.1f ", x.at(point[0]), y.at(point[1]))));
            svg.append("\"/>\n");
            int row = TOP + 18 * number;
            svg.append(format(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>%n",
                    WIDTH - RIGHT + 12, row - 5, colour));
            text(svg, WIDTH - RIGHT + 30, row, "start", line.getKey());
            number++;
        }
    }

    private static String label(double decade) {
        double value = Math.pow(10, decade);
        return value >= 1 ? format("%,.0f", value) : format("%." + (int) -decade + "f", value);
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
