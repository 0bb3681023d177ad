/** Shows what servers ask, and what they get for an answer. */

import type { CreateMessageRequestParams, CreateMessageResult, ElicitResult } from "@modelcontextprotocol/client";
import type { Answers } from "../answers.ts";
import type { Budget } from "./budget.ts";
import type { AgentView, QuestionKind } from "./events.ts";

export interface ShownAnswersOptions {
  /** The name of the server that asks. */
  server: string;
  view: AgentView;
  budget: Budget;
  /** Aborted when the run is to stop: no person is waited for any longer. */
  stop: AbortSignal;
}

/** The same answers, shown as events; the time that people take for theirs isn't counted. */
export function shownAnswers(answers: Answers, options: ShownAnswersOptions): Answers {
  const { budget, stop } = options;
  const { elicit, visit } = answers;
  const fromPerson = <Asked extends { message: string }>(
    answer: (asked: Asked, signal: AbortSignal) => Promise<ElicitResult>,
  ) =>
  (asked: Asked, signal: AbortSignal) => {
    const answering = () => budget.waiting(answer.call(answers, asked, AbortSignal.any([signal, stop])));
    return shown("elicitation", asked.message, answering, options);
  };
  return {
    ...elicit && { elicit: fromPerson(elicit) },
    ...visit && { visit: fromPerson(visit) },
    sample: (conversation, signal) =>
      shown("sampling", textOf(conversation), () => answers.sample(conversation, signal), options),
    roots: () => answers.roots(),
  };
}

async function shown<Answer extends ElicitResult | CreateMessageResult>(
  kind: QuestionKind,
  message: string,
  answering: () => Promise<Answer>,
  { server, view }: ShownAnswersOptions,
): Promise<Answer> {
  const question = crypto.randomUUID();
  view.show({ type: "question", question, kind, server, message });
  try {
    const answer = await answering();
    view.show({ type: "answer", question, kind, server, answer: inWords(answer) });
    return answer;
  } catch (error) {
    view.show({ type: "answer", question, kind, server, answer: `none: ${(error as Error).message}` });
    throw error;
  }
}

/** A form's contents may be nobody's business: only what was decided is shown. */
function inWords(answer: ElicitResult | CreateMessageResult): string {
  if ("action" in answer) return answer.action as string;
  return answer.content.type === "text" ? answer.content.text : `[${answer.content.type}]`;
}

function textOf({ messages }: CreateMessageRequestParams): string {
  return messages.flatMap(({ content }) => content)
    .map((block) => block.type === "text" ? block.text : `[${block.type}]`)
    .join("\n");
}
