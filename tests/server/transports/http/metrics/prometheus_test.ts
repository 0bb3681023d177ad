import assert from "node:assert/strict";
import {
  ComputedMetric,
  Counter,
  Gauges,
  Histogram,
} from "../../../../../server/transports/http/metrics/prometheus.ts";

Deno.test("Counter counts for each combination of labels", () => {
  const counter = new Counter<"path" | "status">("requests_total", "Requests.");
  counter.withLabels({ path: "/mcp", status: "200" }).value++;
  counter.withLabels({ path: "/mcp", status: "200" }).value++;
  counter.withLabels({ path: "/", status: "404" }).value++;
  assert.equal(
    counter.format(),
    `# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{path="/mcp",status="200"} 2
requests_total{path="/",status="404"} 1
`,
  );
});

Deno.test("Counter escapes what labels hold", () => {
  const counter = new Counter<"name">("n", "N.");
  counter.withLabels({ name: 'a"b\\c\nd' }).value++;
  assert.match(counter.format(), /n\{name="a\\"b\\\\c\\nd"\} 1\n$/);
});

Deno.test("Gauges have a number for each value of a label", () => {
  assert.equal(
    new Gauges("tickets", "Tickets.", "status", { open: 2, closed: 0 }).format(),
    `# HELP tickets Tickets.
# TYPE tickets gauge
tickets{status="open"} 2
tickets{status="closed"} 0
`,
  );
});

Deno.test("Histogram's buckets hold everything up to their bounds", () => {
  const histogram = new Histogram<"path">("seconds", "Seconds.", [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 3]) histogram.withLabels({ path: "/mcp" }).observe(value);
  assert.equal(
    histogram.format(),
    `# HELP seconds Seconds.
# TYPE seconds histogram
seconds_bucket{path="/mcp",le="0.1"} 2
seconds_bucket{path="/mcp",le="1"} 3
seconds_bucket{path="/mcp",le="+Inf"} 4
seconds_sum{path="/mcp"} 3.65
seconds_count{path="/mcp"} 4
`,
  );
});

Deno.test("Reading asks for its number when it is wanted", () => {
  let sessions = 0;
  const reading = new ComputedMetric("sessions", "Sessions.", "gauge", () => sessions);
  sessions = 7;
  assert.equal(reading.format(), "# HELP sessions Sessions.\n# TYPE sessions gauge\nsessions 7\n");
});
