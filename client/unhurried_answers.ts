import type { Answers } from "./answers.ts";
import type { CallClocks } from "./call_clocks.ts";

/** The same answers, for which the clocks stand still. */
export function unhurried(answers: Answers, clocks: CallClocks): Answers {
  const { elicit, visit, finish } = answers;
  return {
    ...elicit && { elicit: (form, signal) => clocks.whileAnswering(() => elicit.call(answers, form, signal)) },
    ...visit && { visit: (page, signal) => clocks.whileAnswering(() => visit.call(answers, page, signal)) },
    ...finish && { finish: (page, signal) => clocks.whileAnswering(() => finish.call(answers, page, signal)) },
    sample: (conversation, signal) => clocks.whileAnswering(() => answers.sample(conversation, signal)),
    roots: () => answers.roots(),
  };
}
