import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { Answers } from "./answers.ts";

/** How many questions of one server are answered, or wait for their answer, at a time. */
const MOST_QUESTIONS = 16;

/** The same answers for a server that asks in measure: what it asks beyond that is refused. */
export function bounded(answers: Answers): Answers {
  const { elicit, visit } = answers;
  const count = new QuestionCount();
  return {
    ...elicit && { elicit: (form, signal) => count.within(() => elicit.call(answers, form, signal)) },
    ...visit && { visit: (page, signal) => count.within(() => visit.call(answers, page, signal)) },
    sample: (conversation, signal) => count.within(() => answers.sample(conversation, signal)),
    roots: () => answers.roots(),
  };
}

class QuestionCount {
  #questions = 0;

  async within<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
    if (this.#questions >= MOST_QUESTIONS) {
      const reason = `No more than ${MOST_QUESTIONS} questions are answered at a time: ask again later.`;
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
