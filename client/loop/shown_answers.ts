/** Shows what servers ask, and what they get for an answer. */

import type { CreateMessageRequestParams, CreateMessageResult, ElicitResult } from "@modelcontextprotocol/client";
import type { Answers } from "../answers.ts";
import { hostOf, type RequiredPage } from "../page_required.ts";
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
  const { elicit, visit, finish } = answers;
  const fromPerson = <Asked extends { message: string }>(
    answer: (asked: Asked, signal: AbortSignal) => Promise<ElicitResult>,
  ) =>
  (asked: Asked, signal: AbortSignal) => {
    const answering = () => budget.waiting(answer.call(answers, asked, AbortSignal.any([signal, stop])));
    return shown("elicitation", asked.message, answering, options, inWords);
  };
  return {
    ...elicit && { elicit: fromPerson(elicit) },
    ...visit && { visit: fromPerson(visit) },
    ...finish && {
      finish: (page, signal) => {
        const finishing = () => budget.waiting(finish.call(answers, page, AbortSignal.any([signal, stop])));
        return shownFinish(page, finishing, options);
      },
    },
    sample: (conversation, signal) =>
      shown("sampling", textOf(conversation), () => answers.sample(conversation, signal), options, inWords),
    roots: () => answers.roots(),
  };
}

/** Who stops the run has not finished: nobody waits for the server to say so. */
async function shownFinish(
  page: RequiredPage,
  finishing: () => Promise<boolean | null>,
  options: ShownAnswersOptions,
): Promise<boolean | null> {
  const inWords = (finished: boolean | null) => finished === null ? "no answer" : finished ? "done" : "given up";
  const finished = await shown("elicitation", `Are you done at ${hostOf(page)}?`, finishing, options, inWords);
  return options.stop.aborted ? finished ?? false : finished;
}

async function shown<Answer>(
  kind: QuestionKind,
  message: string,
  answering: () => Promise<Answer>,
  { server, view }: ShownAnswersOptions,
  wordsOf: (answer: Answer) => string,
): Promise<Answer> {
  const question = crypto.randomUUID();
  view.show({ type: "question", question, kind, server, message });
  try {
    const answer = await answering();
    view.show({ type: "answer", question, kind, server, answer: wordsOf(answer) });
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
