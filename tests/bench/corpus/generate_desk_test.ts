import assert from "node:assert/strict";
import { fillDesk, generateDesk } from "../../../bench/corpus/generate_desk.ts";
import { generateQuestions } from "../../../bench/corpus/generate_questions.ts";
import { openDesk } from "../../../store/mod.ts";

Deno.test("fillDesk() fills a desk with tickets of a year, most of them closed", async () => {
  const now = Date.now();
  const desk = await openDesk(":memory:");
  try {
    await fillDesk(desk.archive, generateDesk(generateQuestions(), 410, now));
    const { total, by_status } = await desk.tickets.getStats();
    assert.equal(total, 410);
    assert.ok(by_status.open >= 410 / 7 && by_status.open < 70, `${by_status.open} are open`);
    const { items } = await desk.tickets.search("view:recently-closed", { limit: 100 });
    assert.ok(items.length > 0 && items.every(({ closed_at }) => Date.parse(closed_at!) > now - 7 * 86_400_000));
  } finally {
    await desk.close();
  }
});
