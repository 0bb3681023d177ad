/** Dialogs with a person: the questions, the port that asks them, and its implementation with `@clack/prompts`. */

export { ClackDialog } from "./clack_dialog.ts";
export {
  type Answer,
  type Dialog,
  InterruptedError,
  type KeyQuestion,
  type Option,
  type Question,
  type Terminal,
} from "./dialog.ts";
export { type Excerpt, toExcerpt } from "./excerpt.ts";
