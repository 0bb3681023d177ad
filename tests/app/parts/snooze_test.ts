import assert from "node:assert/strict";
import { chooseSnooze, listSnoozeTimes } from "../../../app/parts/snooze.tsx";
import { createUi } from "../views/show.tsx";

function list(at: string): [string, string][] {
  const two = (part: number) => String(part).padStart(2, "0");
  return listSnoozeTimes(new Date(at).getTime()).map(([key, date]) => [
    key,
    `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`,
  ]);
}

Deno.test("listSnoozeTimes() offers later today, tomorrow and Monday", () => {
  assert.deepEqual(list("2026-11-26T10:20:00"), [ // a Thursday
    ["later", "11-26 13:00"],
    ["tomorrow", "11-27 09:00"],
    ["week", "11-30 09:00"],
  ]);
});

Deno.test("listSnoozeTimes() offers no time of tomorrow as later today", () => {
  assert.deepEqual(list("2026-11-29T22:00:00"), [["tomorrow", "11-30 09:00"], ["week", "11-30 09:00"]]);
});

Deno.test("on a Monday, next week is the Monday after", () => {
  assert.deepEqual(list("2026-11-30T08:00:00").at(-1), ["week", "12-07 09:00"]);
});

Deno.test("a date that has passed is refused in the form", () => {
  const ui = createUi();
  const applied: string[] = [];
  chooseSnooze(ui, ({ snoozed_until }) => applied.push(String(snoozed_until)));
  ui.chooser.value!.choices.find(({ key }) => key === "date")!.run();
  const { run } = ui.form.value!;
  assert.throws(() => run({ until: "2020-01-01T10:00" }), /That time has passed/);
  assert.throws(() => run({ until: "soon" }), /That time has passed/);
  assert.deepEqual(applied, []);
  run({ until: "2999-01-01T10:00" });
  assert.equal(applied.length, 1);
});
