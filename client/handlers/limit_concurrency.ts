import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { RequestHandlers } from "./request_handlers.ts";

/** How many questions of one server are answered, or wait for their answer, at a time. */
const MAX_PENDING_REQUESTS = 16;

/** The same answers for a server that asks in measure: what it asks beyond that is refused. */
export function limitConcurrency(answers: RequestHandlers): RequestHandlers {
  const { elicit, visit } = answers;
  const count = new RequestCount();
  return {
    ...elicit && { elicit: (form, signal) => count.run(() => elicit.call(answers, form, signal)) },
    ...visit && { visit: (page, signal) => count.run(() => visit.call(answers, page, signal)) },
    sample: (conversation, signal) => count.run(() => answers.sample(conversation, signal)),
    roots: () => answers.roots(),
  };
}

class RequestCount {
  #questions = 0;

  async run<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
    if (this.#questions >= MAX_PENDING_REQUESTS) {
      const reason = `No more than ${MAX_PENDING_REQUESTS} questions are answered at a time: ask again later.`;
      throw new ProtocolError(ProtocolErrorCode.InternalError, reason);
    }
    this.#questions++;
    try {
      return await answer();
    } finally {
      this.#questions--;
    }
  }
}
