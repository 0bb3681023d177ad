import assert from "node:assert/strict";
import { createChoice, readForm, toRequestedSchema } from "../../../../server/elicitation/requests/form.ts";

const FIELDS = { priority: createChoice("Priority", { low: "Low", high: "High" }) };

Deno.test("toRequestedSchema() formats titles for the client's revision", () => {
  assert.deepEqual(toRequestedSchema(FIELDS, "2025-11-25"), {
    type: "object",
    properties: {
      priority: {
        type: "string",
        title: "Priority",
        oneOf: [{ const: "low", title: "Low" }, { const: "high", title: "High" }],
      },
    },
    required: ["priority"],
  });
  assert.deepEqual(toRequestedSchema(FIELDS, "2025-06-18").properties.priority, {
    type: "string",
    title: "Priority",
    enum: ["low", "high"],
    enumNames: ["Low", "High"],
  });
});

Deno.test("toRequestedSchema() preselects a value in the revisions that have defaults", () => {
  const fields = { priority: createChoice("Priority", { low: "Low", high: "High" }, "high") };
  assert.equal((toRequestedSchema(fields, "2025-11-25").properties.priority as { default?: string }).default, "high");
  assert.equal("default" in toRequestedSchema(fields, "2025-06-18").properties.priority!, false);
});

Deno.test("readForm() accepts only the values of each field", () => {
  assert.deepEqual(readForm(FIELDS, { priority: "high", other: 1 }), { priority: "high" });
  assert.deepEqual(readForm(FIELDS, { priority: " HIGH " }), { priority: "high" });
  for (const content of [{ priority: "urgent" }, { priority: "toString" }, { priority: 1 }, {}, null, undefined]) {
    assert.equal(readForm(FIELDS, content), undefined);
  }
});
