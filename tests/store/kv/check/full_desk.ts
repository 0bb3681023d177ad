/** A store with something of everything, to be damaged. */

import { openDesk } from "../../../../store/mod.ts";
import { BY, START } from "../../open_test_desk.ts";

const MINUTE = 60_000;
const TICKETS = 60;
const WORDS = ["printer", "login", "invoice", "Straße", "naïve", "请求", "refund", "late", "delivery", "window", "🙂"];

/** Creates the store. Its tickets have comments, changes, claims, files, merges and refusals. */
export async function createFullStore(path: string): Promise<void> {
  const clock = { now: Date.parse(START) };
  const desk = await openDesk(path, { now: () => clock.now });
  for (const [index, name] of ["ada", "bob", "eve", "kim"].entries()) {
    await desk.customers.create({ email: `${name}@example.com`, name, account_tier: index === 1 ? "pro" : "free" }, BY);
  }
  await desk.customers.update("ada@example.com", { notes: "Prefers e-mail", account_tier: "enterprise" }, BY);
  await desk.customers.recordRefusal("bob@example.com", BY);
  for (let number = 1; number <= TICKETS; number++) {
    clock.now += MINUTE;
    await createTicket(desk, number);
  }
  await desk.approvals.request(
    {
      change: { tool: "update_account", email: "eve@example.com", revision: 1, update: { account_tier: "pro" } },
      question: "Change the tier?",
    },
    BY,
  );
  await desk.settings.change(() => ({ team: { Jo: {}, Kim: {} } }), BY);
  for (let number = 1; number <= 4; number++) await createArticle(desk, number);
  await desk.tickets.claimNext({ assignee: "Jo", minutes: 600 }, BY);
  await desk.close();
}

async function createArticle({ knowledge }: Awaited<ReturnType<typeof openDesk>>, number: number): Promise<void> {
  const body = `${WORDS[number]} `.repeat(200 * number);
  const { id } = await knowledge.save(null, { title: `Guide ${number}`, body, tags: ["late"] }, BY);
  for (let count = 1; count < number; count++) await knowledge.save(id, { body: `${body} ${WORDS[count]}` }, BY);
  if (number === 3) await knowledge.archive(id, true, BY);
}

async function createTicket(desk: Awaited<ReturnType<typeof openDesk>>, number: number): Promise<void> {
  const word = (offset: number) => WORDS[(number * 7 + offset) % WORDS.length]!;
  const { id } = await desk.tickets.create({
    subject: `${word(0)} ${word(1)} ${number}`,
    customer: `${["ada", "bob", "eve", "kim"][number % 4]}@example.com`,
    description: Array.from({ length: 30 }, (_, index) => word(index)).join(" ") + "\n".repeat(number % 3),
    priority: (["low", "medium", "high", "urgent"] as const)[number % 4]!,
    tags: number % 3 === 0 ? ["vip", "late"] : [],
  }, BY);
  if (number % 2 === 0) await desk.tickets.addComment(id, { kind: "reply", body: `We look at ${word(3)}.` }, BY);
  if (number % 4 === 0) await desk.tickets.addComment(id, { kind: "note", body: `${word(4)} `.repeat(400) }, BY);
  if (number % 5 === 0) await desk.tickets.update(id, { status: "pending", assignee: "Kim" }, BY);
  if (number % 6 === 0) await desk.tickets.close(id, `Solved: ${word(5)}`, BY);
  if (number % 12 === 0) await desk.tickets.reopen(id, "It came back", BY);
  if (number % 7 === 0) await desk.tickets.recordRefusal(id, BY);
  if (number % 10 === 0) {
    const bytes = new Uint8Array(number * 2_000).map((_, index) => index * number);
    await desk.tickets.attach(id, { name: `log ${number}.bin`, type: "application/octet-stream", bytes }, BY);
  }
  if (number % 15 === 0) await desk.tickets.merge(String(number - 1), id, BY).catch(() => {}); // one may be closed
}
