import assert from "node:assert/strict";
import { type Change, createMarks, findDifferences, Ledger } from "./ledger.ts";

const nextMark = createMarks("w1");

function createChange(tool: Change["tool"]): Change {
  return { mark: nextMark(), tool, args: {} };
}

/** A line of an export. Its history repeats the texts. */
function toLine(subject: string, resolution: string | null = null, ...bodies: string[]): string {
  return JSON.stringify({
    type: "ticket",
    ticket: { subject, resolution },
    comments: bodies.map((body) => ({ body })),
    events: [{ after: { subject, resolution } }],
  });
}

Deno.test("changes that are in the desk once make no difference, with or without an acknowledgement", () => {
  const ledger = new Ledger();
  const [created, closed, comment, unanswered] = [
    createChange("create_ticket"),
    createChange("close_ticket_tool"),
    createChange("add_comment"),
    createChange("add_comment"),
  ];
  for (const change of [created, closed, comment]) ledger.note(change, "acknowledged");
  ledger.note(unanswered, "open");
  const exported = `{"type":"support-mcp"}\n${toLine(created.mark, closed.mark, comment.mark, unanswered.mark)}\n`;
  assert.deepEqual(findDifferences(exported, ledger), { lost: [], repeated: [] });
});

Deno.test("an acknowledged change that is not there is lost; a refused one is not", () => {
  const ledger = new Ledger();
  const [lost, refused] = [createChange("create_ticket"), createChange("create_ticket")];
  ledger.note(lost, "acknowledged");
  ledger.note(refused, "refused");
  assert.deepEqual(findDifferences("", ledger), { lost: [lost.mark], repeated: [] });
});

Deno.test("a change that is there twice is repeated, even without an acknowledgement", () => {
  const ledger = new Ledger();
  const [comment, open] = [createChange("add_comment"), createChange("create_ticket")];
  ledger.note(comment, "acknowledged");
  ledger.note(open, "open");
  const exported = [toLine("a", null, comment.mark, comment.mark), toLine(open.mark), toLine(open.mark)].join("\n");
  assert.deepEqual(findDifferences(exported, ledger), { lost: [], repeated: [comment.mark, open.mark] });
});
