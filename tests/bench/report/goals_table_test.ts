import assert from "node:assert/strict";
import { formatGoalsTable } from "../../../bench/report/goals_table.ts";

Deno.test("formatGoalsTable() collects rows with a goal and their continuations, also from a formatted page", () => {
  const section = `## Cold start

A note, | with a line.

| what    | program | median | middle half | compared     | goal               |
| ------- | ------- | ------ | ----------- | ------------ | ------------------ |
| to end  | empty   | 30 ms  | one sample  |              |                    |
| to list | ours    | 60 ms  | one sample  | 2 × empty    | at most 2: reached |
|         |         |        |             | 9 × as quick | at least 7: missed |
`;
  assert.equal(
    formatGoalsTable(new Map([["Cold start", section], ["Other", "No table."]])),
    [
      "| what | measured | compared | goal |",
      "| --- | --- | --- | --- |",
      "| Cold start: to list | 60 ms | 2 × empty | at most 2: reached |",
      "| Cold start: to list | 60 ms | 9 × as quick | at least 7: missed |",
    ].join("\n"),
  );
});
