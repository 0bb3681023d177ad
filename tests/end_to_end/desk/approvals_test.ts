import assert from "node:assert/strict";
import { type ProgramResult, type RunningProgram, runProgram, startProgram } from "../program.ts";
import { formatRequest, formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };

/** A host that cannot elicit, and a terminal on the same store. */
class Desk implements AsyncDisposable {
  #calls = 0;

  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly db: string,
    private readonly server: RunningProgram,
  ) {}

  static async start(...args: string[]): Promise<Desk> {
    const folder = await TemporaryFolder.create();
    const db = folder.file("desk.db");
    const server = startProgram(["serve", ...args, "--demo", "--db", db]);
    await server.write(HANDSHAKE);
    await waitForResponse(0, server);
    return new Desk(folder, db, server);
  }

  /** Calls a tool as the host. */
  async call(name: string, args: Record<string, unknown>) {
    await this.server.write(formatToolCall(++this.#calls, name, args));
    const { result } = await waitForResponse(this.#calls, this.server);
    const [{ text }] = result!.content as [{ text: string }];
    // deno-lint-ignore no-explicit-any -- the structured content of any tool
    return { text, isError: result!.isError === true, data: result!.structuredContent as any };
  }

  /** Runs `support-mcp approvals` in another process. */
  async approvals(...args: string[]): Promise<ProgramResult> {
    return await runProgram(["approvals", ...args, "--db", this.db], { env: { SUPPORT_MCP_USER: "dana" } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

Deno.test("approvals grant carries out the change that a host waits for, once", async () => {
  await using desk = await Desk.start();
  const refused = await desk.call("merge_tickets", MERGE);
  assert.ok(refused.isError);
  assert.match(
    refused.text,
    /^approval_required: .* this host cannot ask for it\..* support-mcp approvals grant A1 --db \S+desk\.db /,
  );
  assert.equal((await desk.call("get_ticket", { ticket_id: "43" })).data.ticket.status, "open");

  const list = await desk.approvals();
  assert.equal(list.code, 0);
  assert.match(
    list.stdout,
    /^A1 {2}merge_tickets, requested by lines 1\.0\.0, expires .*Z\n {4}Close ticket #43 \(open, rev/,
  );
  const granted = await desk.approvals("grant", "A1");
  assert.deepEqual(
    [granted.code, granted.stdout, granted.stderr],
    [0, "Granted A1: merge ticket #43 (revision 1) into #42 (revision 1).\n", ""],
  );

  const { ticket } = (await desk.call("get_ticket", { ticket_id: "43" })).data;
  assert.deepEqual([ticket.status, ticket.merged_into, ticket.revision], ["closed", "42", 2]);
  assert.match(
    (await desk.call("get_approval", { approval_id: "A1" })).text,
    /^A1 \[granted\] .* Decided by \S+ \S+>dana<\S+ \S+> \(term/,
  );
  assert.match(
    (await desk.call("get_history", { ticket_id: "43" })).text,
    /approval: accepted by <[^>]+>dana<[^>]+> in a terminal/,
  );

  const again = await desk.approvals("grant", "A1");
  assert.deepEqual([again.code, again.stdout], [1, ""]);
  assert.match(again.stderr, /^support-mcp: Approval A1 was already granted by dana at .*Z\.\n$/);
  assert.equal((await desk.call("get_ticket", { ticket_id: "42" })).data.ticket.revision, 2);
  assert.match((await desk.approvals()).stdout, /^No changes wait for approval in \/\S+desk\.db\.\n$/);
});

Deno.test("approvals grant carries out a change of many tickets once, and its undo", async () => {
  await using desk = await Desk.start();
  const refused = await desk.call("update_tickets", {
    query: "status:open",
    resolution: "Fixed.",
    add_tags: ["outage"],
  });
  assert.match(refused.text, /^approval_required: update_tickets needs .* The change waits as approval A1 /);
  assert.equal((await desk.call("get_ticket", { ticket_id: "42" })).data.ticket.revision, 1);
  const shown = await desk.approvals("show", "A1");
  assert.match(shown.stdout, /\nChange +change tickets #42–#43: add_tags \["outage"\], resolution "Fixed\."\n/);
  const [first, second] = await Promise.all([desk.approvals("grant", "A1"), desk.approvals("grant", "A1")]);
  assert.deepEqual([first.code, second.code].sort(), [0, 1]);
  for (const id of ["42", "43"]) {
    const { ticket } = (await desk.call("get_ticket", { ticket_id: id })).data;
    assert.deepEqual([ticket.status, ticket.resolution, ticket.revision], ["closed", "Fixed.", 2]);
  }
  assert.match((await desk.approvals("show", "A1")).stdout, /\nBatch +B1\n/);

  assert.match((await desk.call("undo_batch", { batch_id: "B1" })).text, /waits as approval A2 /);
  assert.equal((await desk.approvals("grant", "A2")).code, 0);
  const { ticket } = (await desk.call("get_ticket", { ticket_id: "43" })).data;
  assert.deepEqual([ticket.status, ticket.resolution, ticket.revision], ["open", null, 3]);
  assert.match((await desk.call("undo_batch", { batch_id: "B1" })).text, /already undone, by batch B2/);
});

Deno.test("approvals grant expires a change of a ticket that has changed, and says why", async () => {
  await using desk = await Desk.start();
  await desk.call("merge_tickets", MERGE);
  await desk.call("update_ticket", { ticket_id: "42", priority: "high" });
  const { code, stdout, stderr } = await desk.approvals("grant", "A1");
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(
    stderr,
    /^support-mcp: A1 has expired, and nothing was changed: Ticket #42 is at revision 2, not 1: .*\n$/,
  );
  assert.equal((await desk.call("get_ticket", { ticket_id: "43" })).data.ticket.status, "open");
  assert.match((await desk.approvals("--all")).stdout, /^A1 .*, expired\n/);
});

Deno.test("approvals show and reject work on accounts, and print JSON", async () => {
  await using desk = await Desk.start("customers");
  await desk.call("update_account", { email: "bob@example.com", account_tier: "enterprise", notes: "a\u202eb" });
  const shown = await desk.approvals("show", "a1");
  assert.match(
    shown.stdout,
    /^Approval +A1\nState +pending\nQuestion +Change account bob@example\.com \(revision 1\): tier /,
  );
  assert.match(shown.stdout, /\nChange +change account .*account_tier "enterprise", notes "a\\u202eb"\n/);
  const { id, state, change } = JSON.parse((await desk.approvals("show", "A1", "--json")).stdout);
  assert.deepEqual([id, state, change.update.account_tier], ["A1", "pending", "enterprise"]);
  assert.equal(JSON.parse((await desk.approvals("list", "--json")).stdout)[0].id, "A1");
  const rejected = await desk.approvals("reject", "A1", "--reason", "Not paid");
  assert.match(
    rejected.stdout,
    /^Rejected A1: change account bob@example\.com \(revision 1\): account_tier "enterprise"/,
  );
  assert.match(
    (await desk.call("get_approval", { approval_id: "A1" })).text,
    /\[rejected\] .* Reason: <[^>]+>Not paid</,
  );
  const update = { email: "bob@example.com", account_tier: "enterprise", notes: "a\u202eb" };
  const again = await desk.call("update_account", update);
  assert.ok(again.isError);
  assert.match(
    again.text,
    /^update_account was rejected by <[^>]+>dana<[^>]+>, as approval A1\. Reason: <[^>]+>Not paid<[^>]+>\. Nothing was changed\./,
  );
  assert.match((await desk.approvals()).stdout, /^No changes wait for approval in \/\S+desk\.db\.\n$/);
  const { customer } = (await desk.call("get_customer", { email: "bob@example.com" })).data;
  assert.deepEqual([customer.account_tier, customer.revision], ["free", 1]);
  assert.match(
    (await desk.approvals("show", "A1")).stdout,
    /\nDecided +by dana \(terminal\) at .*Z\nReason +Not paid\n/,
  );
});

Deno.test("serve --unattended carries out changes without asking, even if the host can ask", async () => {
  await using running = startProgram(["serve", "--demo", "--unattended"]);
  const params = {
    protocolVersion: "2025-11-25",
    capabilities: { elicitation: {} },
    clientInfo: { name: "h", version: "1" },
  };
  await running.write(formatRequest(0, "initialize", params));
  await waitForResponse(0, running);
  await running.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  await running.write(formatToolCall(1, "merge_tickets", MERGE));
  assert.notEqual((await waitForResponse(1, running)).result!.isError, true);
  await running.write(formatToolCall(2, "get_history", { ticket_id: "43" }));
  assert.match(JSON.stringify((await waitForResponse(2, running)).result!.content), /approval: unattended/);
});

for (
  const [args, message] of [
    [["grant"], /^support-mcp: grant needs the ID of an approval\./],
    [["list", "A1"], /^support-mcp: list takes no ID\./],
    [["grant", "A1", "--reason", "x"], /^support-mcp: --reason is only for reject\./],
    [["grant", "A1", "--json"], /^support-mcp: --json is only for list and show\./],
    [["show", "A1", "--all"], /^support-mcp: --all is only for list\./],
    [["--db", ":memory:"], /^support-mcp: --db cannot be :memory:/],
    [["allow", "A1"], /Use list, show, grant, or reject/],
  ] as const
) {
  Deno.test(`approvals ${args.join(" ")} fails with exit code 2`, async () => {
    const { code, stdout, stderr } = await runProgram(["approvals", ...args]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

Deno.test("approvals fails for a store or an approval that does not exist", async () => {
  await using desk = await Desk.start();
  await desk.call("list_approvals", {}); // the first call creates the store
  const unknown = await desk.approvals("grant", "A7");
  assert.deepEqual([unknown.code, unknown.stderr], [
    1,
    "support-mcp: Approval A7 not found. Approvals are kept for 30 days, and removed when their customer is erased. " +
    "List the approvals to see their ids, such as A7.\n",
  ]);
  const missing = await runProgram(["approvals", "--db", "/nonexistent/desk.db"]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^support-mcp: There is no store at \/nonexistent\/desk\.db\./);
});
